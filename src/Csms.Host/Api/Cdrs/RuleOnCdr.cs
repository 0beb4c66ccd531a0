using System.Security.Claims;
using Csms.Domain.Bills;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Billing;
using Csms.ReadModels.Cdrs;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Cdrs;

/// <summary>Why a held session shall be billed.</summary>
/// <param name="Reason">For the record.</param>
/// <param name="EnergyWh">The energy, where somebody knows it better; as measured when left out.</param>
internal sealed record Release(string? Reason = null, long? EnergyWh = null)
{
    public static Release Example { get; } = new("Read from the meter on site.", 8_550);
}

internal sealed class ReleaseRules : AbstractValidator<Release>
{
    public ReleaseRules()
    {
        RuleFor(body => body.Reason).Must(RuleOnCdr.IsReason).WithMessage("has not 1 to 500 characters");
        RuleFor(body => body.EnergyWh).Must(RuleOnCdr.IsEnergy).WithMessage("is not from 0 to 10000000");
    }
}

/// <summary>What the energy of a billed session was.</summary>
/// <param name="Reason">For the record.</param>
/// <param name="EnergyWh">The energy.</param>
internal sealed record Correction(string? Reason = null, long? EnergyWh = null)
{
    public static Correction Example { get; } = new("The meter was replaced.", 8_120);
}

internal sealed class CorrectionRules : AbstractValidator<Correction>
{
    public CorrectionRules()
    {
        RuleFor(body => body.Reason).Must(RuleOnCdr.IsReason).WithMessage("has not 1 to 500 characters");
        RuleFor(body => body.EnergyWh).NotNull().WithMessage("is missing");
        RuleFor(body => body.EnergyWh).Must(RuleOnCdr.IsEnergy).WithMessage("is not from 0 to 10000000");
    }
}

internal static class RuleOnCdr
{
    private const int LongestReason = 500;
    private const long MostEnergy = 10_000_000;

    public static bool IsReason(string? text) => text is { Length: > 0 and <= LongestReason } && !text.Any(char.IsControl);

    public static bool IsEnergy(long? wh) => wh is null or (>= 0 and <= MostEnergy);

    /// <summary>Release a held session</summary>
    /// <remarks>It is billed as measured, or with the energy that is given. What is reported of it afterwards is looked at anew.</remarks>
    /// <param name="cdrId">The id that its CDR will have.</param>
    /// <response code="200">Billed.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`cdr_not_found`.</response>
    /// <response code="409">`cdr_replaced`: it is not held any more.</response>
    public static Task<Results<Ok<CdrOutcome>, ProblemHttpResult>> ReleaseAsync(
        string cdrId, Release body, ClaimsPrincipal caller, CdrQueries cdrs, BillWork work, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        DecideAsync(new(cdrId, caller.Actor(), body.Reason!, body.EnergyWh), caller.Causes("rest:release_cdr", clock), cdrs, work, http, cancellationToken);

    /// <summary>Correct the energy of a billed session</summary>
    /// <remarks>The CDR is credited, and another one made.</remarks>
    /// <param name="cdrId">Of the CDR that counts.</param>
    /// <response code="200">Credited and billed anew, or as it was wanted already.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`cdr_not_found`.</response>
    /// <response code="409">`cdr_replaced`: it does not count any more.</response>
    public static Task<Results<Ok<CdrOutcome>, ProblemHttpResult>> CorrectAsync(
        string cdrId, Correction body, ClaimsPrincipal caller, CdrQueries cdrs, BillWork work, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        DecideAsync(new(cdrId, caller.Actor(), body.Reason!, body.EnergyWh), caller.Causes("rest:correct_cdr", clock), cdrs, work, http, cancellationToken);

    private static async Task<Results<Ok<CdrOutcome>, ProblemHttpResult>> DecideAsync(
        BillCommand.RequestRuling wish,
        EventStore.EventMetadata metadata,
        CdrQueries cdrs,
        BillWork work,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (await cdrs.FindAsync(wish.CdrId, cancellationToken) is not { } row)
            return CdrsApi.NotFound(wish.CdrId);
        var ruled = await work.RuleAsync(row.BillId, wish, metadata, cancellationToken);
        if (ruled.Rejection is { } rejection)
            return Problem.Of(rejection);
        // At once, so that the answer says it; after a crash in between the reaction does it.
        var billed = await work.BringUpToDateAsync(BillWork.StreamOf(row.BillId), metadata, cancellationToken);
        http.TellsSequence(Math.Max(ruled.Sequence, billed?.Sequence ?? 0));
        var bill = billed?.State ?? ruled.State;
        return TypedResults.Ok(new CdrOutcome(bill.Hold is not null ? CdrState.Held : bill.Current is not null ? CdrState.Issued : CdrState.Nothing, bill.Current?.Cdr.Id));
    }
}

/// <summary>What became of it.</summary>
/// <param name="State">issued; held: something new became known meanwhile; nothing: there was nothing to bill.</param>
/// <param name="CdrId">The CDR that counts now.</param>
internal sealed record CdrOutcome(CdrState State, string? CdrId)
{
    public static CdrOutcome Example { get; } = new(CdrState.Issued, "5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f");
}
