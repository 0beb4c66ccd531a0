namespace Csms.Host.Api.OpenApi;

/// <summary>Marks an endpoint whose body is an OCPP payload, which the handler reads itself.</summary>
internal sealed class AcceptsAnyPayload;
