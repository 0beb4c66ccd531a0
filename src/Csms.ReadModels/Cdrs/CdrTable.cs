using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Cdrs.CdrRow>;

namespace Csms.ReadModels.Cdrs;

internal static class CdrTable
{
    public static RowTable<CdrRow> Rows { get; } = new(
        "cdrs",
        "cdr_id",
        r => new(
            r.Text(), r.Uuid(), r.Integer(), r.Text(), r.Integer(), r.Uuid(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.Text(), r.Integer(), r.TextOrNull(),
            r.Time(), r.TimeOrNull(), r.NumericOrNull(), r.NumericOrNull(), r.NumericOrNull(), r.NumericOrNull(), r.NumericOrNull(), r.NumericOrNull(),
            r.NumericOrNull(), r.NumericOrNull(), r.NumericOrNull(), r.NumericOrNull(), r.Names(), r.Boolean(), r.TextOrNull(), r.Time()),
        Text("cdr_id", r => r.CdrId),
        Uuid("bill_id", r => r.BillId),
        Integer("transaction_id", r => r.TransactionId),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Uuid("token_id", r => r.TokenId),
        Text("state", r => r.State),
        Text("credit_reference_id", r => r.CreditReferenceId),
        Text("credited_by", r => r.CreditedBy),
        Text("tariff_id", r => r.TariffId),
        Integer("tariff_version", r => r.TariffVersion),
        Text("currency", r => r.Currency),
        Time("started_at", r => r.StartedAt),
        Time("ended_at", r => r.EndedAt),
        Numeric("energy_kwh", r => r.EnergyKwh),
        Numeric("total_hours", r => r.TotalHours),
        Numeric("parking_hours", r => r.ParkingHours),
        Numeric("total_excl_vat", r => r.TotalExclVat),
        Numeric("total_incl_vat", r => r.TotalInclVat),
        Numeric("fixed_cost", r => r.FixedCost),
        Numeric("energy_cost", r => r.EnergyCost),
        Numeric("time_cost", r => r.TimeCost),
        Numeric("parking_cost", r => r.ParkingCost),
        Numeric("reservation_cost", r => r.ReservationCost),
        Names("flags", r => r.Flags),
        Boolean("free_of_charge", r => r.FreeOfCharge),
        Text("ruled_by", r => r.RuledBy),
        Time("issued_at", r => r.IssuedAt));
}
