using System.Globalization;
using Csms.Domain.Transactions;

namespace Csms.Host.Evidence;

/// <summary><c>README.txt</c>: for somebody who has to decide something and is no engineer.</summary>
internal static class EvidenceReadMe
{
    public static string Write(EvidencedSession session, SignedReadingFiles signed, EvidenceFramesEnd frames, EvidenceManifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        EVIDENCE FOR CHARGING TRANSACTION {session.Start.TransactionId}

        Charge point {session.Start.ChargePointId}, connector {session.Start.ConnectorId}.
        Started {Time(session.Start.Timestamp)}, {Ended(session)} (by the charge point's clock).
        Meter at the start {session.Start.MeterStart} Wh, {(session.Stop is { } stop ? $"at the end {stop.MeterStop} Wh" : "no reading of the end")}.
        Energy by these readings: {session.Energy.Wh} Wh{(session.Energy.Billable ? "" : ", in doubt: energy.json says why")}.
        {Signed(signed)}
        {Person(session, signed)}

        This bundle shows what was on record when {manifest.Size} entries had been sealed, on {Time(manifest.SealedAt)}. It was written by {manifest.Product}.


        WHAT IS IN IT

        events.ndjson      The entries of the record that bear on this transaction, each with a proof that it stands unchanged at its place in the sealed
                           record. Nothing in them can be changed, left out or moved afterwards without the check below noticing. Shown are: the whole
                           history of the transaction; what its card was allowed; requests by the operator that led to it; what the charge point was, and
                           what it reported from the time its connector was free until it was free again; tariffs and bills, where there are any.
                           People appear as numbers (pseudonyms) only.
        frames.ndjson      The messages as they went over the wire, with names and secrets withheld, and to which entries each belongs. They are not sealed.
        {Missing(frames)}
        signed-readings/   Only where the meter signs its readings. NNN.txt: each record exactly as it was sent. verification.json: what its signature is
                           worth, and by which key. transparency.xml: the file for the transparency software. These records may name the driver.
        energy.json        Which readings the energy was computed from, and how it came about.
        timeline.json      When what happened: charging, waiting, and every message with its times.
        bill-inputs.json   What a bill follows from: energy, times, tariffs with their prices, and bills as far as they are on record.
        manifest.json      A list of these files with their checksums (SHA-256).


        HOW TO CHECK IT

        You need the public key of the record (ledger.pub.pem), and should have it from somebody else than whoever gave you this bundle. No network is needed.

        1. csms verify BUNDLE.zip --key ledger.pub.pem
           says "Sound", or the first thing that is wrong. It checks the checksums, the proofs, that every signed record is the one that was reported, and
           computes energy, time line and the worth of every signature again.
        2. Without csms: unpack the bundle and run, with Node.js, node verify.mjs FOLDER ledger.pub.pem
           It is a short program by which anybody can see how the proofs are checked; it does not compute energy and signatures again.
        3. Signed readings: open signed-readings/transparency.xml in the transparency software of S.A.F.E. e.V. (https://www.safe-ev.de). Compare the public
           key that it shows with the one printed on the meter or entered in the register of the supervising authority: a key that came with the record
           shows that the record is undamaged, not who signed it.

        If the seals were kept elsewhere at the time (an older "checkpoint"), add --checkpoint OLDER.txt to compare with it; the bundle has to be made for
        that with the same checkpoint. The format is described in docs/evidence.md of the system.

        """).ReplaceLineEndings("\n");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Ended(EvidencedSession session) => session switch
    {
        { Stop: { } stop } => $"stopped {Time(stop.Timestamp)} ({stop.Reason})",
        { IsSuperseded: true } => "its stop was never reported, and a later transaction began on the same connector",
        { ClosedBy: { } reason } => "its stop was never reported, and the operator's policy for such transactions closed it: " + reason switch
        {
            ClosingReason.NextStart => "a later transaction began on the same connector",
            ClosingReason.ConnectorAvailable => "its connector was available again",
            ClosingReason.BootWithoutResuming => "the charge point started anew without it",
            _ => "nothing more was heard of it",
        },
        _ => "not stopped so far",
    };

    private static string Signed(SignedReadingFiles signed) => (signed.Kept, signed.Erased) switch
    {
        (0, 0) => "The meter sent no signed readings.",
        (0, var erased) => $"All {erased} signed records were erased.",
        (var kept, var erased) =>
            $"Signed records: {kept}{(erased > 0 ? $", and {erased} that were erased" : "")}. Taken together they are: {signed.Energy.State}{(signed.Energy.Wh is { } wh ? FormattableString.Invariant($", {wh} Wh") : "")}.",
    };

    private static string Person(EvidencedSession session, SignedReadingFiles signed) => session.IsForgotten
        ? $"The person who charged has been forgotten at their wish: only the pseudonym {session.Start.TokenId} is left{(signed.Erased > 0 ? ", and signed-readings/verification.json names the records that were erased with the name" : "")}."
        : $"The card that was presented has the pseudonym {session.Start.TokenId}.";

    private static string Missing(EvidenceFramesEnd frames) => frames.Missing.Count == 0
        ? "                   All messages behind the entries are there."
        : FormattableString.Invariant($"                   {frames.Missing.Count} of them are no longer kept; the last line says which.");
}
