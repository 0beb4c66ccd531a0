using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Certificates;

/// <summary>Which certificates are wanted; null is any.</summary>
/// <param name="State">issued, accepted, rejected, superseded, revoked or failed.</param>
/// <param name="ExpiresBefore">Only those that are in use or may be (issued or accepted) and end before this moment.</param>
public sealed record CertificateFilter(string? ChargePointId = null, string? State = null, DateTimeOffset? ExpiresBefore = null);

/// <summary>Reads which certificates charge points have.</summary>
public sealed class CertificateQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<CertificateRow>> ListAsync(CertificateFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(CertificateProjection.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("state = ?", filter.State)
            .Where("state IN ('issued', 'accepted') AND not_after < ?", filter.ExpiresBefore)
            .Where("(requested_at, certificate_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY requested_at DESC, certificate_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, CertificateProjection.Rows.Read, cancellationToken);
        return Page<CertificateRow>.Of(rows, request, r => new(r.RequestedAt, r.CertificateId.ToString()));
    }

    public async Task<CertificateRow?> FindAsync(Guid certificateId, CancellationToken cancellationToken) =>
        (await SelectAsync("certificate_id = ?", certificateId, cancellationToken)).SingleOrDefault();

    /// <summary>Those that this charge point took and that nothing has followed yet.</summary>
    public Task<List<CertificateRow>> ListCurrentAsync(string chargePointId, CancellationToken cancellationToken) =>
        SelectAsync("charge_point_id = ? AND state = 'accepted'", chargePointId, cancellationToken);

    /// <summary>Those that charge points use and that end before this moment.</summary>
    public Task<List<CertificateRow>> ListExpiringAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        SelectAsync("state = 'accepted' AND not_after < ?", before, cancellationToken);

    /// <summary>Those with this key.</summary>
    public Task<List<CertificateRow>> ListOfKeyAsync(string keyHash, CancellationToken cancellationToken) => SelectAsync("key_hash = ?", keyHash, cancellationToken);

    /// <summary>Those that were revoked and would not have ended by this moment, for the list that is published (RFC 5280 section 5).</summary>
    public Task<List<CertificateRow>> ListRevokedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        SelectAsync("state = 'revoked' AND not_after > ?", now, cancellationToken);

    private Task<List<CertificateRow>> SelectAsync(string condition, object value, CancellationToken cancellationToken) =>
        new Query(CertificateProjection.Rows.SelectLive).Where(condition, value).Then("ORDER BY requested_at, certificate_id")
            .ReadAsync(dataSource, CertificateProjection.Rows.Read, cancellationToken);
}
