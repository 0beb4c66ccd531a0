namespace Csms.Host.Hosting;

/// <summary>What a script can tell from how the program ended; part of the command line's contract, listed in <c>--help</c>.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Unexpected = 1;
    public const int WrongUsage = 2;
    public const int PostgresMissing = 3;
    public const int PortInUse = 4;
    public const int DataFolderUnusable = 5;
    public const int PostgresTooOld = 6;
    public const int DatabaseUnreachable = 7;
    public const int CertificateUnusable = 8;
    public const int RebuildDiffers = 9;

    public const string Explained =
        """
        Exit codes:
          0  stopped as asked          1  unexpected error            2  wrong command line or setting
          3  PostgreSQL is missing     4  a port is in use            5  data folder not usable
          6  PostgreSQL is too old     7  database not reachable      8  certificate not usable
          9  rebuilt or compared, and the contents differ
        """;
}
