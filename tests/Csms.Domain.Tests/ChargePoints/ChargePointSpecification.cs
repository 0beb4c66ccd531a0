using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.Tests.ChargePoints;

public abstract class ChargePointSpecification()
    : Specification<ChargePointCommand, ChargePointEvent, ChargePoint>(
        ChargePoint.Initial, (state, e) => state.Evolve(e), ChargePointDecider.Decide)
{
    private protected static readonly Guid Card = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");

    private protected static readonly Registered HasBeenRegistered = new("CP-1", RegistrationPolicy.Accepted, 1);
}
