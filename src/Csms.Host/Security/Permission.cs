using System.Collections.Frozen;
using System.Text.Json;
using Csms.Domain.Access;

namespace Csms.Host.Security;

/// <summary>What an endpoint needs: the unit of policies. A role is a set of them, and a key may be narrowed to some of its role's.</summary>
internal enum Permission
{
    ReadChargePoints,
    ReadTransactions,
    ReadTokens,
    ReadPersons,
    ReadEvents,
    ReadJournal,
    ReadLedger,
    ReadContents,
    ReadBills,
    ReadAccess,
    SendCommands,
    ChangeChargePoints,
    ChangeTokens,
    ChangeFiles,
    ChangeTariffs,
    ChangeBills,
    LowerSecurity,
    ErasePersons,
    ManageUsers,
    ManageKeys,
    ManageExports,
    RebuildProjections,

    /// <summary>One's own session and password; every caller has it, however narrow the key.</summary>
    OwnAccount,
}

/// <summary>Which role may do what, and what each permission is called and for. <c>docs/roles.md</c> shows the same table.</summary>
internal static class Permissions
{
    private const string Everyone = "AOLU";

    // A: administrator, O: operator, L: analyst, U: auditor.
    private static readonly (Permission Permission, string Name, string Roles, string For)[] Table =
    [
        (Permission.ReadChargePoints, "read:charge-points", Everyone, "charge points, connectors, configuration, lists, profiles, reservations, calls, jobs, repairs"),
        (Permission.ReadTransactions, "read:transactions", Everyone, "transactions, meter values, authorizations"),
        (Permission.ReadTokens, "read:tokens", Everyone, "tokens, by their pseudonyms"),
        (Permission.ReadPersons, "read:persons", "AOU", "idTags in clear wherever they are shown, and asking by idTag"),
        (Permission.ReadEvents, "read:events", Everyone, "events, streams, the live feed"),
        (Permission.ReadJournal, "read:journal", "AOU", "frames as they went over the wire, and chains of causes"),
        (Permission.ReadLedger, "read:ledger", "AOU", "checkpoints, proofs, exports"),
        (Permission.ReadContents, "read:contents", "AOU", "uploaded files, firmware, vendor data and bundles of evidence, which may name a person"),
        (Permission.ReadBills, "read:bills", Everyone, "tariffs, what is assigned, costs, CDRs, simulations, anomalies"),
        (Permission.ReadAccess, "read:access", "AU", "users, keys and settings: who may do what, and what the server works by"),
        (Permission.SendCommands, "send:commands", "AO", "everything that goes to a charge point"),
        (Permission.ChangeChargePoints, "change:charge-points", "AO", "registration, passwords, desired configuration"),
        (Permission.ChangeTokens, "change:tokens", "AO", "registering, changing and removing tokens"),
        (Permission.ChangeFiles, "change:files", "AO", "entering firmware, removing files"),
        (Permission.ChangeTariffs, "change:tariffs", "AO", "tariffs, and which one applies"),
        (Permission.ChangeBills, "change:bills", "AO", "releasing and correcting bills, re-rating, deciding on anomalies"),
        (Permission.LowerSecurity, "lower:security", "A", "a lower security profile for a charge point"),
        (Permission.ErasePersons, "erase:persons", "A", "what cannot be taken back: forgetting a person, erasing contents"),
        (Permission.ManageUsers, "manage:users", "A", "making, changing and disabling users"),
        (Permission.ManageKeys, "manage:keys", "A", "issuing and revoking keys"),
        (Permission.ManageExports, "manage:exports", "A", "other people's exports: seeing, fetching and cancelling them"),
        (Permission.RebuildProjections, "rebuild:projections", "A", "making read models anew from the events"),
        (Permission.OwnAccount, "own:account", Everyone, "who am I, own password, logging out"),
    ];

    private static readonly FrozenDictionary<string, Permission> ByName = Table.ToFrozenDictionary(row => row.Name, row => row.Permission);

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> ByRole = Enum.GetValues<Role>()
        .ToFrozenDictionary(role => role, role => Table.Where(row => row.Roles.Contains(LetterOf(role), StringComparison.Ordinal)).Select(row => row.Permission).ToFrozenSet());

    public static IReadOnlyList<Permission> All { get; } = [.. Table.Select(row => row.Permission)];

    public static string NameOf(Permission permission) => Table[(int)permission].Name;

    public static string PurposeOf(Permission permission) => Table[(int)permission].For;

    public static bool IsKnown(string name) => ByName.ContainsKey(name);

    public static FrozenSet<Permission> Of(Role role) => ByRole[role];

    /// <summary>What a role may do that was narrowed: never more than the role. A scope nobody knows (any more) opens nothing.</summary>
    public static IReadOnlySet<Permission> Of(Role role, IReadOnlyCollection<string>? scopes) => scopes is null
        ? Of(role)
        : Of(role).Where(permission => permission == Permission.OwnAccount || scopes.Contains(NameOf(permission))).ToFrozenSet();

    private static char LetterOf(Role role) => role switch
    {
        Role.Administrator => 'A',
        Role.Operator => 'O',
        Role.Analyst => 'L',
        _ => 'U',
    };
}

/// <summary>Roles as rows, the command line and JSON write them.</summary>
internal static class Roles
{
    /// <summary>What the role of the early days that read and did not write was called; keys of that kind are auditors.</summary>
    private const string FormerReader = "reader";

    public static string[] Names { get; } = [.. Enum.GetValues<Role>().Select(NameOf)];

    public static string NameOf(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    public static Role Of(string name) => name == FormerReader ? Role.Auditor : Enum.Parse<Role>(name, ignoreCase: true);
}
