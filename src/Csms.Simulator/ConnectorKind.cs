namespace Csms.Simulator;

public enum ConnectorKind
{
    /// <summary>Three phases of 230 V.</summary>
    Ac,

    /// <summary>A rectifier in the charge point, which also knows the state of charge.</summary>
    Dc,
}
