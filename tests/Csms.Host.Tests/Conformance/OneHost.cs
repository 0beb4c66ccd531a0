namespace Csms.Host.Tests.Conformance;

/// <summary>All cases run against one host, one after another, as they do in a certification lab.</summary>
[CollectionDefinition(Name)]
public sealed class OneHost : ICollectionFixture<CsmsFixture>
{
    public const string Name = "one host for all cases";
}
