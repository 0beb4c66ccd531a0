using Csms.Host.Security;
using Csms.Host.Storage;

namespace Csms.Host.Api.Security;

/// <summary>The idTags as the caller may see them: in clear, or not at all. Every view that shows idTags takes them from here.</summary>
internal sealed class ShownIdTags(IdTags idTags, IHttpContextAccessor http)
{
    private static readonly Dictionary<Guid, string> None = [];

    /// <summary>Of an idTag that is asked for; who may not see idTags does not come here (<see cref="Policies.AsksForPersonsOnlyIfAllowed"/>).</summary>
    public Task<Guid?> FindAsync(string idTag, CancellationToken cancellationToken) => idTags.FindAsync(idTag, cancellationToken);

    public Task<IReadOnlyDictionary<Guid, string>> ReadAsync(IReadOnlyCollection<Guid> tokenIds, CancellationToken cancellationToken) =>
        http.HttpContext?.User.May(Permission.ReadPersons) == true ? idTags.ReadAsync(tokenIds, cancellationToken) : Task.FromResult<IReadOnlyDictionary<Guid, string>>(None);
}
