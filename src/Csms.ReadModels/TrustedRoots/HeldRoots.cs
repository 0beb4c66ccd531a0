using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.ReadModels.Calls;

namespace Csms.ReadModels.TrustedRoots;

/// <summary>The fold of the roots that one charge point trusts (Improved security, use cases M03 to M05).</summary>
internal sealed class HeldRoots(string chargePointId, IEnumerable<TrustedRootRow> known)
{
    private List<TrustedRootRow> rows = [.. known];

    public string ChargePointId => chargePointId;

    public IReadOnlyList<TrustedRootRow> Rows => rows;

    public bool Changed { get; private set; }

    public void Apply(FollowedEvent e)
    {
        if (e.Recorded.Event is ChargePointEvent.Removed)
        {
            // Its successor under this identity may be another device.
            Become([]);
        }
        else if (e is { Recorded.Event: CallEvent.Answered answered, Call: { } call })
        {
            var status = answered.Response.TextOf("status");
            switch (call.Action, status)
            {
                case ("InstallCertificate", "Accepted"):
                    Install(call.Payload, e.Recorded);
                    break;
                case ("GetInstalledCertificateIds", "Accepted" or "NotFound"):
                    List(call.Payload.TextOf("certificateType"), status == "NotFound", answered.Response, e.Recorded);
                    break;
                case ("DeleteCertificate", "Accepted" or "NotFound") when call.Payload.Find("certificateHashData") is { } named && HashOf(named) is { } hash:
                    Become(rows.Where(row => !row.Hash.Names(hash)));
                    break;
            }
        }
    }

    private void Install(JsonElement payload, FeedEvent recorded)
    {
        if (payload.TextOf("certificateType") is not { } use || payload.TextOf("certificate") is not { } pem || Read(pem) is not { } root) return;
        using (root)
        {
            var there = rows.Find(row => row.Use == use && row.Hash.Names(CertificateHash.Of(root, root, row.HashAlgorithm)));
            if (there?.LastSequence >= recorded.Sequence) return;
            // By which algorithm it will name it, the charge point has not said yet.
            var row = there ?? RowOf(use, CertificateHash.Of(root, root, "SHA256"));
            row = row with { Subject = root.Subject, NotAfter = root.NotAfter.ToUniversalTime(), Certificate = pem, InstalledAt = recorded.RecordedAt };
            row.LastSequence = recorded.Sequence;
            Become(rows.Where(other => other.RootId != row.RootId).Append(row));
        }
    }

    /// <summary>All that it lists take the place of all that were known. Accepted without a list says nothing (SD-Z15).</summary>
    private void List(string? use, bool isEmpty, JsonElement response, FeedEvent recorded)
    {
        var hashes = response.ItemsOf("certificateHashData").Select(HashOf).OfType<CertificateHash>().ToArray();
        if (use is null || (hashes.Length == 0 && !isEmpty)) return;
        var before = rows.Where(row => row.Use == use).ToArray();
        var listed = isEmpty ? [] : hashes.Select(hash =>
        {
            var row = RowOf(use, hash) with { ReportedAt = recorded.RecordedAt };
            if (before.FirstOrDefault(old => IsSame(old, hash)) is { } old)
                row = row with { Subject = old.Subject, NotAfter = old.NotAfter, Certificate = old.Certificate, InstalledAt = old.InstalledAt };
            row.LastSequence = recorded.Sequence;
            return row;
        });
        Become(rows.Where(row => row.Use != use).Concat(listed.DistinctBy(row => row.RootId)));
    }

    private static bool IsSame(TrustedRootRow row, CertificateHash hash)
    {
        if (row.Hash.Names(hash)) return true;
        if (row.Certificate is null || Read(row.Certificate) is not { } root) return false;
        using (root) return hash.HashAlgorithm is "SHA256" or "SHA384" or "SHA512" && CertificateHash.Of(root, root, hash.HashAlgorithm).Names(hash);
    }

    private TrustedRootRow RowOf(string use, CertificateHash hash)
    {
        var name = $"{use}\n{hash.HashAlgorithm}\n{hash.IssuerNameHash}\n{hash.IssuerKeyHash}\n{hash.SerialNumber.TrimStart('0')}".ToUpperInvariant();
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{chargePointId}\n{name}")).AsSpan(0, 16));
        return new(id, chargePointId, use, hash.HashAlgorithm, hash.IssuerNameHash, hash.IssuerKeyHash, hash.SerialNumber);
    }

    private static CertificateHash? HashOf(JsonElement item) =>
        item.TextOf("hashAlgorithm") is { } algorithm && item.TextOf("issuerNameHash") is { } name && item.TextOf("issuerKeyHash") is { } key
            && item.TextOf("serialNumber") is { } serial
            ? new(algorithm, name, key, serial)
            : null;

    private static X509Certificate2? Read(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private void Become(IEnumerable<TrustedRootRow> next) => (rows, Changed) = ([.. next], true);
}
