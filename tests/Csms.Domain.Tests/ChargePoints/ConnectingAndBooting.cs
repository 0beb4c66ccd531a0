using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class ConnectingAndBooting : ChargePointSpecification
{
    private static readonly Connected First = new(1, "node-a", 1);
    private static readonly Connected Second = new(2, "node-b", 1);

    [Fact]
    public void Stores_a_connection() => Given(HasBeenRegistered).When(new ReportConnection(1, "node-a", 1)).Then(First);

    [Fact]
    public void The_newest_connection_takes_over() =>
        Given(HasBeenRegistered, First).When(new ReportConnection(2, "node-b", 1)).Then(Second);

    [Fact]
    public void Passes_over_a_connection_that_is_not_newer()
    {
        Given(HasBeenRegistered, Second).When(new ReportConnection(2, "node-b", 1)).ThenNothing();
        Given(HasBeenRegistered, Second).When(new ReportConnection(1, "node-a", 1)).ThenNothing();
    }

    [Fact]
    public void Stores_the_end_of_the_connection() =>
        Given(HasBeenRegistered, First).When(new ReportDisconnection(1, DisconnectReason.Lost)).Then(new Disconnected(1, DisconnectReason.Lost));

    [Fact]
    public void Passes_over_the_end_of_a_connection_that_was_taken_over() =>
        Given(HasBeenRegistered, First, Second).When(new ReportDisconnection(1, DisconnectReason.Superseded)).ThenNothing();

    [Fact]
    public void Ends_a_connection_once() =>
        Given(HasBeenRegistered, First, new Disconnected(1, DisconnectReason.Lost)).When(new ReportDisconnection(1, DisconnectReason.NodeLost))
            .ThenNothing();

    [Fact]
    public void Knows_who_holds_the_connection()
    {
        var state = Given(HasBeenRegistered, First, Second).State;
        (state.Connected, state.Epoch, state.Node).ShouldBe((true, 2, "node-b"));
        state = state.Evolve(new Disconnected(2, DisconnectReason.Idle));
        (state.Connected, state.Epoch, state.Node).ShouldBe((false, 2, null));
    }

    [Theory]
    [InlineData(RegistrationPolicy.Accepted)]
    [InlineData(RegistrationPolicy.Pending)]
    [InlineData(RegistrationPolicy.Rejected)]
    public void Answers_a_boot_as_the_operator_decided(RegistrationPolicy registration) =>
        Given(HasBeenRegistered, new SettingsChanged(registration, 1)).When(new ReportBoot("Vendor", "Model"))
            .Then(new Booted("Vendor", "Model", registration));

    [Fact]
    public void Turns_away_a_removed_one_that_boots_and_stores_it_all_the_same() =>
        Given(HasBeenRegistered, new Removed()).When(new ReportBoot("Vendor", "Model")).Then(new Booted("Vendor", "Model", RegistrationPolicy.Rejected));

    [Fact]
    public void Stores_all_that_a_boot_tells() =>
        Given(HasBeenRegistered).When(new ReportBoot("Vendor", "Model", "1", "2", "3", "4", "5", "6", "7"))
            .Then(new Booted("Vendor", "Model", RegistrationPolicy.Accepted, "1", "2", "3", "4", "5", "6", "7"));

    [Fact]
    public void Stores_every_boot_even_when_it_looks_like_the_last() =>
        Given(HasBeenRegistered, new Booted("Vendor", "Model", RegistrationPolicy.Accepted)).When(new ReportBoot("Vendor", "Model"))
            .Then(new Booted("Vendor", "Model", RegistrationPolicy.Accepted));
}
