using System.Runtime.Versioning;

// Signals, file modes and /proc: what these tests look at exists there.
[assembly: SupportedOSPlatform("linux")]
