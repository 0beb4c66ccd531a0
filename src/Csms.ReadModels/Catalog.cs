using Csms.ReadModels.Anomalies;
using Csms.ReadModels.Assignments;
using Csms.ReadModels.Authorizations;
using Csms.ReadModels.Availability;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Causes;
using Csms.ReadModels.Cdrs;
using Csms.ReadModels.Certificates;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.ChargingProfiles;
using Csms.ReadModels.Configuration;
using Csms.ReadModels.Connectors;
using Csms.ReadModels.ConnectorStates;
using Csms.ReadModels.DataTransfers;
using Csms.ReadModels.EnergyHourly;
using Csms.ReadModels.Files;
using Csms.ReadModels.Jobs;
using Csms.ReadModels.LocalLists;
using Csms.ReadModels.MeterValues;
using Csms.ReadModels.Repairs;
using Csms.ReadModels.Reservations;
using Csms.ReadModels.SecurityEvents;
using Csms.ReadModels.Tariffs;
using Csms.ReadModels.Tokens;
using Csms.ReadModels.Transactions;
using Csms.ReadModels.TrustedRoots;
using Csms.ReadModels.UptimeExclusions;

namespace Csms.ReadModels;

/// <summary>Every read model there is.</summary>
public static class Catalog
{
    public static IReadOnlyList<ReadModel> All { get; } =
    [
        ChargePointProjection.ReadModel,
        ConnectorProjection.ReadModel,
        TransactionProjection.ReadModel,
        MeterValueProjection.ReadModel,
        CallProjection.ReadModel,
        TokenProjection.ReadModel,
        ReservationProjection.ReadModel,
        ChargingProfileProjection.ReadModel,
        AuthorizationProjection.ReadModel,
        FileProjection.ReadModel,
        JobProjection.ReadModel,
        DataTransferProjection.ReadModel,
        ConfigurationProjection.ReadModel,
        LocalListProjection.ReadModel,
        AvailabilityProjection.ReadModel,
        RepairProjection.ReadModel,
        CauseProjection.ReadModel,
        CertificateProjection.ReadModel,
        TrustedRootProjection.ReadModel,
        SecurityEventProjection.ReadModel,
        TariffProjection.ReadModel,
        AssignmentProjection.ReadModel,
        CdrProjection.ReadModel,
        EnergyHourlyProjection.ReadModel,
        ConnectorStateProjection.ReadModel,
        UptimeExclusionProjection.ReadModel,
        AnomalyProjection.ReadModel,
    ];

    /// <summary>The read model of this name, or null.</summary>
    public static ReadModel? Find(string name) => All.FirstOrDefault(m => m.Name == name);
}
