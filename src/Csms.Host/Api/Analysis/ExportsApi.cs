using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels.Analysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.Api.Analysis;

/// <summary><c>/api/v1/exports/…</c>: the rows of the views as files, as <c>csms export sessions</c> writes them.</summary>
internal static class ExportsApi
{
    private const string Csv = "text/csv";

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/exports").WithTags("Analysis");
        group.MapGet("/sessions", ExportSessions).WithName("exportSessions").Needs(Permission.ReadTransactions).IsFile();
        group.MapGet("/meter-values", ExportMeterValues).WithName("exportMeterValues").Needs(Permission.ReadTransactions).IsFile();
        group.MapGet("/energy", ExportEnergy).WithName("exportEnergy").Needs(Permission.ReadTransactions).IsFile();
        group.MapGet("/cdrs", ExportCdrs).WithName("exportCdrs").Needs(Permission.ReadBills).IsFile();
    }

    private static void IsFile(this RouteHandlerBuilder builder) =>
        builder.Refuses(400).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK));

    /// <summary>Export sessions</summary>
    /// <remarks>
    /// The rows of `v1_transactions` in order of their start, as CSV (RFC 4180) or, without `format=csv` or `Accept: text/csv`, one JSON object per line. Text that
    /// a spreadsheet would take for a formula gets an apostrophe. A download that breaks off has no last line end.
    /// </remarks>
    /// <param name="format">csv or ndjson.</param>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">Started at this moment or later.</param>
    /// <param name="to">Started before this moment.</param>
    /// <response code="200">The rows.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static PushStreamHttpResult ExportSessions(
        Choice<RowFormat>? format, string? chargePointId, Instant? from, Instant? to, RowExport rows, HttpContext http, CancellationToken cancellationToken) =>
        File("sessions", format, new(chargePointId, from?.Value, to?.Value), rows, http, cancellationToken);

    /// <summary>Export meter values</summary>
    /// <remarks>The rows of `v1_meter_values` in order of time by the charge points' clocks; formats as for sessions.</remarks>
    /// <param name="format">csv or ndjson.</param>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">Read at this moment or later.</param>
    /// <param name="to">Read before this moment.</param>
    /// <response code="200">The rows.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static PushStreamHttpResult ExportMeterValues(
        Choice<RowFormat>? format, string? chargePointId, Instant? from, Instant? to, RowExport rows, HttpContext http, CancellationToken cancellationToken) =>
        File("meter-values", format, new(chargePointId, from?.Value, to?.Value), rows, http, cancellationToken);

    /// <summary>Export energy by the hour</summary>
    /// <remarks>The rows of `v1_energy_hourly` in order of time; formats as for sessions.</remarks>
    /// <param name="format">csv or ndjson.</param>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">Hours that begin at this moment or later.</param>
    /// <param name="to">Hours that begin before this moment.</param>
    /// <response code="200">The rows.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static PushStreamHttpResult ExportEnergy(
        Choice<RowFormat>? format, string? chargePointId, Instant? from, Instant? to, RowExport rows, HttpContext http, CancellationToken cancellationToken) =>
        File("energy", format, new(chargePointId, from?.Value, to?.Value), rows, http, cancellationToken);

    /// <summary>Export charge detail records</summary>
    /// <remarks>The rows of `v1_cdrs` in order of the beginning of the session, credits and held sessions among them; formats as for sessions.</remarks>
    /// <param name="format">csv or ndjson.</param>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">Of sessions that began at this moment or later.</param>
    /// <param name="to">Of sessions that began before this moment.</param>
    /// <response code="200">The rows.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static PushStreamHttpResult ExportCdrs(
        Choice<RowFormat>? format, string? chargePointId, Instant? from, Instant? to, RowExport rows, HttpContext http, CancellationToken cancellationToken) =>
        File("cdrs", format, new(chargePointId, from?.Value, to?.Value), rows, http, cancellationToken);

    private static PushStreamHttpResult File(string kind, Choice<RowFormat>? asked, ExportSelection selection, RowExport rows, HttpContext http, CancellationToken cancellationToken)
    {
        var prefersCsv = http.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase));
        var format = asked?.Value ?? (prefersCsv ? RowFormat.Csv : RowFormat.Ndjson);
        http.Response.Headers[HeaderNames.Vary] = HeaderNames.Accept;
        return TypedResults.Stream(
            output => rows.WriteAsync(output, kind, selection, format, cancellationToken),
            format == RowFormat.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
            $"{kind}.{(format == RowFormat.Csv ? "csv" : "ndjson")}");
    }
}
