namespace Csms.Simulator.Files;

/// <summary>A file to send to a folder, and the words for how that goes.</summary>
/// <param name="File">Written when it is sent, so that it has what happened until then.</param>
internal sealed record Upload<TStatus>(
    string Folder,
    string FileName,
    Func<byte[]> File,
    int? Retries,
    int? RetryInterval,
    TStatus Uploading,
    TStatus Uploaded,
    Func<Exception, TStatus> Failed);
