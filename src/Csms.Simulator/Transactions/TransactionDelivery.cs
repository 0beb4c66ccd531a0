using Csms.Simulator.Connection;
using Csms.Simulator.Ledger;
using Ocpp.Protocol.V16;
using static Csms.Simulator.Connection.CallOutcome;

namespace Csms.Simulator.Transactions;

/// <summary>
/// Sends the queue over one connection, in order. A CALLERROR or a time-out is tried again TransactionMessageAttempts times, waiting
/// TransactionMessageRetryInterval times the transmissions so far (OCPP 1.6 section 3.7.2); a lost connection is no failure of the central system and does not count.
/// </summary>
internal sealed class TransactionDelivery(SimulatedChargePoint chargePoint, CentralSystemLink link)
{
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMinutes(5);

    public async Task RunAsync()
    {
        try
        {
            while (await DeliverAsync(await chargePoint.Queue.HeadAsync(link.Ended)))
            {
                // The next one.
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over; the queue stays.
        }
        catch (Exception bug)
        {
            chargePoint.Fail(bug);
        }
    }

    private async Task<bool> DeliverAsync(TransactionMessage message)
    {
        if (message.CannotBeSent)
        {
            Abandon(message);
            return true;
        }

        var request = message.ForWire();
        var (mishap, id) = (chargePoint.TakeMishap(message.Kind), SimulatedChargePoint.NewMessageId());
        if (mishap == Mishap.HeldBack) await Task.Delay(HeldBackFor / chargePoint.Options.Speed, chargePoint.Time, link.Ended);
        switch (await SendAsync(message.Action, request, id, mishap))
        {
            case Answered answered:
                Acknowledge(message, request, answered.Response);
                if (mishap == Mishap.RepeatedWithSameId) await RepeatAsync(message.Action, request, id);
                if (mishap == Mishap.RepeatedWithNewId) await RepeatAsync(message.Action, request, SimulatedChargePoint.NewMessageId());
                return true;
            case Lost:
                return false;
            default:
                message.Transmissions++;
                if (message.Transmissions >= chargePoint.Settings.Number("TransactionMessageAttempts")) Abandon(message);
                else await Task.Delay(chargePoint.Settings.Seconds("TransactionMessageRetryInterval") * message.Transmissions, chargePoint.Time, link.Ended);
                return true;
        }
    }

    private Task<CallOutcome> SendAsync(OcppAction action, object request, string id, Mishap mishap) =>
        link.CallAsync(action, request, chargePoint.Settings.Seconds("MessageTimeout"), id, mishap, CancellationToken.None);

    private async Task RepeatAsync(OcppAction action, object request, string id)
    {
        if (await SendAsync(action, request, id, Mishap.None) is Answered again) Record(request, again.Response);
    }

    private void Acknowledge(TransactionMessage message, object request, object response)
    {
        Record(request, response);
        if (response is StartTransactionResponse start) chargePoint.TakeStartAnswer(message.Transaction!, start);
        chargePoint.Queue.RemoveHead();
        message.Settle(acknowledged: true);
    }

    private void Record(object request, object response) =>
        chargePoint.Ledger.Add(Acknowledgement.Of(chargePoint.Identity, request, response, chargePoint.Time.GetUtcNow()));

    private void Abandon(TransactionMessage message)
    {
        chargePoint.Ledger.AddAbandoned(message.Kind, chargePoint.Identity);
        if (message.Kind == TransactionMessageKind.Start) message.Transaction!.GiveUpReporting();
        chargePoint.Queue.RemoveHead();
        message.Settle(acknowledged: false);
    }
}
