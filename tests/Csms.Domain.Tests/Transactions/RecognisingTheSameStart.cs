using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Transactions;

public sealed class RecognisingTheSameStart
{
    private static readonly Guid Card = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private static readonly DateTimeOffset Ten = At("2026-03-01 10:00");

    /// <summary>Computed apart from this program (see the comment in the body); streams are named by it, so it may never change.</summary>
    [Fact]
    public void Makes_the_identity_that_it_always_made() =>
        // sha256(00000001 | 6f1b0d4e3f0c4c5e9a530a4b8c1d2e3f | ticks as int64 | 00000000000003e8 | "CP-1"), big-endian, first 16 bytes, version 8.
        Transaction.IdentityOf("CP-1", 1, Card, Ten, 1000).ShouldBe(new Guid("87e7c29d-0606-8ec1-b36c-55178ae3e897"));

    [Fact]
    public void Follows_the_moment_and_not_the_offset_it_is_written_with() =>
        Transaction.IdentityOf("CP-1", 1, Card, Ten.ToOffset(TimeSpan.FromHours(2)), 1000).ShouldBe(Transaction.IdentityOf("CP-1", 1, Card, Ten, 1000));

    [Fact]
    public void Tells_apart_whatever_differs()
    {
        Guid[] identities =
        [
            Transaction.IdentityOf("CP-1", 1, Card, Ten, 1000),
            Transaction.IdentityOf("CP-2", 1, Card, Ten, 1000),
            Transaction.IdentityOf("CP-1", 2, Card, Ten, 1000),
            Transaction.IdentityOf("CP-1", 1, Guid.Empty, Ten, 1000),
            Transaction.IdentityOf("CP-1", 1, Card, Ten.AddTicks(1), 1000),
            Transaction.IdentityOf("CP-1", 1, Card, Ten, 1001),
        ];
        identities.ShouldBeUnique();
    }

    [Fact]
    public void Is_a_uuid_of_version_8()
    {
        var identity = Transaction.IdentityOf("CP-1", 1, Card, Ten, 1000);
        (identity.Version, identity.Variant & 0xC).ShouldBe((8, 8));
    }

    [Fact]
    public void Names_the_stream() => Transaction.StreamId(Card).ShouldBe("transaction-6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
}
