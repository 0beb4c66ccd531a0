using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargePoints;

/// <summary>The matrix of OCPP 1.6 section 4.9, row by row as it is printed there: columns 1 to 9 in the order of the enumeration.</summary>
public sealed class ChangingStatus : ChargePointSpecification
{
    [Theory]
    [InlineData(ConnectorStatus.Available, "2345789")]
    [InlineData(ConnectorStatus.Preparing, "134569")]
    [InlineData(ConnectorStatus.Charging, "145689")]
    [InlineData(ConnectorStatus.SuspendedEV, "135689")]
    [InlineData(ConnectorStatus.SuspendedEVSE, "134689")]
    [InlineData(ConnectorStatus.Finishing, "1289")]
    [InlineData(ConnectorStatus.Reserved, "1289")]
    [InlineData(ConnectorStatus.Unavailable, "123459")]
    [InlineData(ConnectorStatus.Faulted, "12345678")]
    public void Is_marked_where_the_matrix_has_no_entry(ConnectorStatus from, string columns)
    {
        foreach (var to in Enum.GetValues<ConnectorStatus>().Where(status => status != from))
        {
            var possible = columns.Contains((char)('1' + (int)to), StringComparison.Ordinal);
            Given(Reported(1, from)).When(Report(1, to)).Then(Reported(1, to) with { Anomalies = possible ? null : [Anomaly.ImpossibleTransition] });
        }
    }

    [Fact]
    public void Needs_a_status_before() => Given().When(Report(1, ConnectorStatus.Finishing)).Then(Reported(1, ConnectorStatus.Finishing));

    [Fact]
    public void Is_none_when_the_same_comes_again() =>
        Given(Reported(1, ConnectorStatus.Charging)).When(Report(1, ConnectorStatus.Charging)).Then(Reported(1, ConnectorStatus.Charging));

    [Fact]
    public void Is_none_when_the_report_is_history()
    {
        var newest = Reported(1, ConnectorStatus.Finishing) with { Timestamp = At("2026-03-01 11:00") };
        Given(newest).When(Report(1, ConnectorStatus.Charging) with { Timestamp = At("2026-03-01 10:00") })
            .Then(Reported(1, ConnectorStatus.Charging) with { Timestamp = At("2026-03-01 10:00") });
    }

    [Theory]
    [InlineData(ConnectorStatus.Available, true)]
    [InlineData(ConnectorStatus.Preparing, false)]
    [InlineData(ConnectorStatus.Charging, false)]
    [InlineData(ConnectorStatus.SuspendedEV, false)]
    [InlineData(ConnectorStatus.SuspendedEVSE, false)]
    [InlineData(ConnectorStatus.Finishing, false)]
    [InlineData(ConnectorStatus.Reserved, false)]
    [InlineData(ConnectorStatus.Unavailable, true)]
    [InlineData(ConnectorStatus.Faulted, true)]
    public void Of_the_charge_point_itself_knows_three_statuses(ConnectorStatus status, bool possible) =>
        Given().When(Report(0, status)).Then(Reported(0, status) with { Anomalies = possible ? null : [Anomaly.ImpossibleTransition] });

    private static ReportConnectorStatus Report(int connectorId, ConnectorStatus status) => new(connectorId, status, "NoError", At("2026-03-01 12:00"));

    private static ConnectorStatusReported Reported(int connectorId, ConnectorStatus status) => new(connectorId, status, "NoError");
}
