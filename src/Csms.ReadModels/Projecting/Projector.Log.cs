using Microsoft.Extensions.Logging;

namespace Csms.ReadModels.Projecting;

public sealed partial class Projector
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This node projects events into the read models")]
        public static partial void Began(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "Projecting was interrupted and is tried again")]
        public static partial void Interrupted(ILogger logger, Exception failure);

        [LoggerMessage(3, LogLevel.Error, "Read model {Name} failed and is tried again later; the others go on")]
        public static partial void Failed(ILogger logger, string name, Exception failure);

        [LoggerMessage(4, LogLevel.Information, "Read model {Name} version {Version} is being filled from the beginning")]
        public static partial void Filling(ILogger logger, string name, int version);

        [LoggerMessage(
            5, LogLevel.Warning, "Read model {Name} version {Version} is not filled: version {Newest} of a newer program is there. `csms projections rebuild` goes back to this one")]
        public static partial void Outdated(ILogger logger, string name, int version, int newest);
    }
}
