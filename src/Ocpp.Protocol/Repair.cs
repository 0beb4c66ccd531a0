namespace Ocpp.Protocol;

/// <summary>What was done to a message that breaks the specification so that it could be read.</summary>
/// <param name="Rule">One of <see cref="Quirk"/>.</param>
/// <param name="Member">What was repaired, as it is called on the wire; empty for the message as a whole.</param>
/// <param name="Was">What stood there, where more than the rule is worth keeping.</param>
public readonly record struct Repair(string Rule, string Member = "", string? Was = null);
