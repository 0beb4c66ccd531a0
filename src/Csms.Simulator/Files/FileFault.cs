namespace Csms.Simulator.Files;

/// <summary>What can go wrong with a file; arranged by a test, each happens once.</summary>
public enum FileFault
{
    /// <summary>One attempt to send a log or diagnostics fails.</summary>
    UploadFails,

    /// <summary>One attempt to fetch firmware fails.</summary>
    DownloadFails,

    /// <summary>The new firmware does not take.</summary>
    InstallationFails,
}
