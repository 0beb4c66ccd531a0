using Csms.Domain.Files;
using static Csms.Domain.Files.FileCommand;
using static Csms.Domain.Files.FileEvent;

namespace Csms.Domain.Tests.Files;

public sealed class KeepingFiles()
    : Specification<FileCommand, FileEvent, StoredFile>(StoredFile.Initial, (state, e) => state.Evolve(e), FileDecider.Decide)
{
    private static readonly Received Log = new(new Guid("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f"), FileKind.Log, 3, new string('a', 64), ChargePointId: "CP-1");

    [Fact]
    public void Keeps_what_comes() => Given().When(new RequestReceipt(Log)).Then(Log);

    [Fact]
    public void Takes_the_same_again_from_who_did_not_hear_that_it_arrived() => Given(Log).When(new RequestReceipt(Log)).ThenNothing();

    [Fact]
    public void Takes_no_other_file_to_the_same_address() =>
        Given(Log).When(new RequestReceipt(Log with { Sha256 = new string('b', 64) })).ThenRejected("file_already_received");

    [Fact]
    public void Takes_nothing_in_place_of_a_file_that_was_removed() => Given(Log, new Removed()).When(new RequestReceipt(Log)).ThenRejected("file_already_received");

    [Fact]
    public void Removes_it_once() => Given(Log).When(new RequestRemoval()).Then(new Removed());

    [Fact]
    public void Has_nothing_to_remove_twice() => Given(Log, new Removed()).When(new RequestRemoval()).ThenNothing();

    [Fact]
    public void Cannot_remove_what_never_came() => Given().When(new RequestRemoval()).ThenRejected("file_not_found");
}
