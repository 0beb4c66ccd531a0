using Csms.Domain.Energy;
using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.EnergyHourly.SessionEnergyRow>;

namespace Csms.ReadModels.EnergyHourly;

/// <summary>The energy of a session that ended, as it is billed.</summary>
/// <param name="SessionId">The uuid of the transaction.</param>
/// <param name="StartedAt">Corrected time, as is <paramref name="EndedAt"/>.</param>
/// <param name="Billable">False while it is doubtful and held.</param>
/// <param name="Ruled">An operator released or corrected it.</param>
internal sealed record SessionEnergyRow(
    Guid SessionId,
    int TransactionId,
    string ChargePointId,
    int ConnectorId,
    Guid TokenId,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    long EnergyWh,
    bool Billable,
    bool Ruled,
    IReadOnlyList<string> Flags) : ReadModelRow
{
    public static RowTable<SessionEnergyRow> Table { get; } = new(
        "session_energy",
        "session_id",
        r => new(r.Uuid(), r.Integer(), r.Text(), r.Integer(), r.Uuid(), r.Time(), r.Time(), r.Bigint(), r.Boolean(), r.Boolean(), r.Names()),
        Uuid("session_id", r => r.SessionId),
        Integer("transaction_id", r => r.TransactionId),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Uuid("token_id", r => r.TokenId),
        Time("started_at", r => r.StartedAt),
        Time("ended_at", r => r.EndedAt),
        Bigint("energy_wh", r => r.EnergyWh),
        Boolean("billable", r => r.Billable),
        Boolean("ruled", r => r.Ruled),
        Names("flags", r => r.Flags));

    /// <summary>How it is spread over the hours of UTC; adds up to <see cref="EnergyWh"/>.</summary>
    public IReadOnlyList<HourlyEnergy> Hours { get; init; } = [];
}
