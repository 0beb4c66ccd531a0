namespace Csms.Host.Tests.Conformance.LocalAuthList;

/// <summary>Lists as an operator sends them.</summary>
internal static class LocalLists
{
    public static object Full(int listVersion, params string[] idTags) => Of("Full", listVersion, idTags);

    public static object Differential(int listVersion, params string[] idTags) => Of("Differential", listVersion, idTags);

    private static object Of(string updateType, int listVersion, string[] idTags) => new
    {
        listVersion,
        updateType,
        localAuthorizationList = idTags.Select(idTag => new { idTag, idTagInfo = new { status = "Accepted", expiryDate = "2100-01-01T00:00:00.000Z" } }),
    };
}
