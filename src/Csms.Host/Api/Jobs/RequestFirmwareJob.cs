using System.Security.Claims;
using Csms.Domain.Certificates;
using Csms.Domain.Files;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Certificates;
using Csms.Host.Files;
using Csms.Host.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Jobs;

/// <summary>Firmware to install: an image that was entered here, or one that lies elsewhere.</summary>
/// <param name="ImageId">Id of an image that was entered here.</param>
/// <param name="Location">Address of an image elsewhere (ftp, ftps, http or https), instead.</param>
/// <param name="RetrieveDate">From when on the charge point may fetch it; at once when left out.</param>
/// <param name="InstallDate">From when on it may install it; needs a signature.</param>
/// <param name="Retries">How often it may try again.</param>
/// <param name="RetryInterval">Seconds between two tries.</param>
/// <param name="SigningCertificate">PEM of who signed the image: SignedUpdateFirmware is sent instead of UpdateFirmware. It must be valid now, and
/// lead to one of the manufacturers' roots if this server was given any (`Certificates:ManufacturerRoots`).</param>
/// <param name="Signature">Of the image, in base64: RSA-PSS or ECDSA with SHA-256. It is checked for an image that was entered here.</param>
/// <param name="Override">true: send it whatever speaks against certificate and signature, and let the charge point judge.</param>
internal sealed record FirmwareJob(
    Guid? ImageId = null,
    string? Location = null,
    DateTimeOffset? RetrieveDate = null,
    DateTimeOffset? InstallDate = null,
    int? Retries = null,
    int? RetryInterval = null,
    string? SigningCertificate = null,
    string? Signature = null,
    bool? Override = null)
{
    public static FirmwareJob Example { get; } = new(FileViewId, RetrieveDate: new(2026, 2, 1, 2, 0, 0, TimeSpan.Zero), Retries: 3, RetryInterval: 300);

    private static Guid FileViewId { get; } = new("019c0a3e-6a10-7b3c-8d4e-5f60718293a4");
}

internal sealed class FirmwareJobRules : AbstractValidator<FirmwareJob>
{
    public FirmwareJobRules()
    {
        RuleFor(body => body.ImageId).Must((body, image) => image is null != body.Location is null).WithMessage("give either this or location");
        RuleFor(body => body.Location).IsAddress();
        RuleFor(body => body.Retries).IsCount();
        RuleFor(body => body.RetryInterval).IsSeconds();
        RuleFor(body => body.Signature).Must((body, signature) => signature is null == body.SigningCertificate is null)
            .WithMessage("goes together with signingCertificate");
        RuleFor(body => body.InstallDate).Must((body, date) => date is null || body.Signature is not null).WithMessage("needs a signature: UpdateFirmware has no such date");
    }
}

internal static class RequestFirmwareJob
{
    /// <summary>Have new firmware installed</summary>
    /// <remarks>
    /// Sends UpdateFirmware, or with a signature SignedUpdateFirmware. For an image that was entered here an address is made that lives for two days
    /// (`Files:LinkLifetime`) from when the charge point may fetch it. The answer is the call; under the same id `/jobs/{id}` tells how it goes.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <response code="202">Requested; `Location` leads to the job.</response>
    /// <response code="400">`invalid_body`, `invalid_parameter` or `invalid_payload`.</response>
    /// <response code="404">`charge_point_not_found` or `file_not_found`.</response>
    /// <response code="409">`call_already_requested`: the key was used for something else.</response>
    /// <response code="422">`signing_certificate_unreadable`, `signing_certificate_not_valid_now`, `signing_certificate_not_trusted`, `signing_key_weak`,
    /// `signature_unreadable` or `signature_wrong`; `override` sends it all the same.</response>
    public static async Task<Results<Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        string id,
        FirmwareJob body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        JobRequests jobs,
        FileRecords files,
        RequestIds requestIds,
        ManufacturerRoots roots,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        FileEvent.Received? image = null;
        if (body.ImageId is { } imageId && (image = await files.FindKeptAsync(imageId, cancellationToken))?.Kind != FileKind.Firmware)
            return Problem.Of(StatusCodes.Status404NotFound, "file_not_found", $"There is no firmware image {imageId}.");

        if (body is { Signature: { } signature, SigningCertificate: { } signer, Override: not true }
            && FirmwareSignature.ObjectionTo(signer, signature, image?.Sha256, roots.All, clock.GetUtcNow()) is { } objection)
        {
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, objection.Code, objection.Reason);
        }

        var retrieveAt = body.RetrieveDate ?? clock.GetUtcNow();
        var requestId = body.Signature is null ? 0 : await requestIds.NextAsync(cancellationToken);
        var (action, payload) = body.Signature is null
            ? (OcppActions.UpdateFirmware, (Func<string, object>)(location => new UpdateFirmwareRequest(location, retrieveAt, body.Retries, body.RetryInterval)))
            : (OcppActions.SignedUpdateFirmware, location => new SignedUpdateFirmwareRequest(
                requestId,
                new Firmware(location, retrieveAt, body.SigningCertificate!, body.Signature, body.InstallDate),
                body.Retries,
                body.RetryInterval));
        return await jobs.RequestAsync(
            new JobOrder(id, action, FileKind.Firmware, body.Location, image, body.RetrieveDate, payload), idempotencyKey, caller, http, cancellationToken);
    }
}
