namespace Csms.Host.Api.OpenApi;

/// <summary>Marks an endpoint whose body is a file, which the handler reads as it comes.</summary>
internal sealed class AcceptsFile;
