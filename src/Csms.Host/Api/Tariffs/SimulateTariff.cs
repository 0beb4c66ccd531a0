using Csms.Domain.Tariffs;
using Csms.Host.Api.Requests;
using Csms.Host.Billing;
using Csms.Host.Commands;
using Csms.ReadModels;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Tariffs;

/// <summary>Which bills to price anew.</summary>
/// <param name="From">Of sessions that began then or later.</param>
/// <param name="To">Of sessions that began before.</param>
/// <param name="ChargePointId">Only of this charge point; of all when left out.</param>
/// <param name="Version">Of the tariff; the newest when left out.</param>
internal sealed record SimulationWish(DateTimeOffset? From = null, DateTimeOffset? To = null, string? ChargePointId = null, int? Version = null)
{
    public static SimulationWish Example { get; } = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), "CP-0815", 2);
}

internal sealed class SimulationRules : AbstractValidator<SimulationWish>
{
    public SimulationRules()
    {
        RuleFor(body => body.From).NotNull().WithMessage("is missing");
        RuleFor(body => body.To).NotNull().WithMessage("is missing");
        RuleFor(body => body.To).GreaterThan(body => body.From).WithMessage("is not after from");
    }
}

/// <summary>What was billed, and what it would be.</summary>
/// <param name="CdrId">The CDR that counts.</param>
/// <param name="Currency">Of what was billed.</param>
/// <param name="Billed">Without VAT.</param>
/// <param name="Simulated">Without VAT, in the simulated tariff's currency.</param>
/// <param name="Difference">Absent where the currencies differ.</param>
internal sealed record BillDifference(
    string CdrId, int TransactionId, string ChargePointId, DateTimeOffset StartedAt, string? Currency, decimal? Billed, decimal? BilledInclVat, decimal Simulated, decimal? SimulatedInclVat, decimal? Difference)
{
    public static BillDifference Example { get; } =
        new("5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f", 4711, "CP-0815", new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), "EUR", 4.35m, 5.17m, 3.98m, 4.74m, -0.37m);

    public static BillDifference Of(Repriced repriced) => new(
        repriced.Cdr.CdrId,
        repriced.Cdr.TransactionId,
        repriced.Cdr.ChargePointId,
        repriced.Cdr.StartedAt,
        repriced.Cdr.Currency,
        repriced.Cdr.TotalExclVat,
        repriced.Cdr.TotalInclVat,
        repriced.Session.Total.ExclVat,
        repriced.Session.Total.InclVat,
        repriced.Cdr.Currency == repriced.Session.Currency ? repriced.Session.Total.ExclVat - repriced.Cdr.TotalExclVat : null);
}

/// <summary>What bills would be by another tariff. Nothing was changed.</summary>
/// <param name="Currency">Of the simulated tariff.</param>
/// <param name="Sessions">How many bills were priced anew.</param>
/// <param name="Changed">How many of them would change.</param>
/// <param name="Billed">What those in this currency were billed, without VAT.</param>
/// <param name="Simulated">What all would be billed, without VAT.</param>
/// <param name="Bills">Each of them, newest first.</param>
internal sealed record SimulationView(string TariffId, int Version, string Currency, int Sessions, int Changed, decimal Billed, decimal Simulated, IReadOnlyList<BillDifference> Bills)
{
    public static SimulationView Example { get; } = new("day-and-night", 2, "EUR", 1, 1, 4.35m, 3.98m, [BillDifference.Example]);

    public static SimulationView Of(TariffVersion tariff, IReadOnlyList<Repriced> repriced, Func<Repriced, bool> shown) => new(
        tariff.Tariff!.Id,
        tariff.Number,
        tariff.Tariff.Currency,
        repriced.Count,
        repriced.Count(bill => bill.IsChanged),
        repriced.Where(bill => bill.Cdr.Currency == tariff.Tariff.Currency).Sum(bill => bill.Cdr.TotalExclVat ?? 0),
        repriced.Sum(bill => bill.Session.Total.ExclVat),
        [.. repriced.Where(shown).Select(BillDifference.Of)]);
}

internal static class SimulateTariff
{
    /// <summary>Simulate a tariff</summary>
    /// <remarks>Prices up to 1000 bills of the past by another tariff, whenever it is in force, and changes nothing.</remarks>
    /// <param name="tariffId">OCPI's id of the tariff.</param>
    /// <response code="200">Totals, and each bill with its difference.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`tariff_not_found`.</response>
    /// <response code="422">`too_many_bills`: choose a shorter period, or one charge point.</response>
    public static async Task<Results<Ok<SimulationView>, ProblemHttpResult>> HandleAsync(
        string tariffId, SimulationWish body, CommandRunner runner, Repricing repricing, CancellationToken cancellationToken)
    {
        if ((await TariffsApi.FindAsync(tariffId, body.Version, runner, cancellationToken)).Version is not { } version)
            return TariffsApi.NotFound(tariffId);
        var repriced = await repricing.CompareAsync(new(body.ChargePointId, From: body.From, To: body.To), version, cancellationToken);
        return repriced is null ? TooMany() : TypedResults.Ok(SimulationView.Of(version, repriced, _ => true));
    }

    public static ProblemHttpResult TooMany() => Problem.Of(
        StatusCodes.Status422UnprocessableEntity, "too_many_bills", $"There are more than {PageRequest.Most} bills: choose a shorter period, or one charge point.");
}
