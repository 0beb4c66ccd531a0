using System.Collections.Frozen;
using Csms.Host.Calls;
using Csms.Host.Handlers;
using Csms.Host.Handlers.V16;
using Microsoft.Extensions.DependencyInjection;
using Ocpp.Protocol.V16;
using static Csms.Host.Tests.Certificates.Enrolling;

namespace Csms.Host.Tests.Certificates;

/// <summary>The answer to SignCertificate goes out before the certificate does, however long the answer takes (Improved security, A02).</summary>
public sealed class AnsweringFirst(AnsweringFirst.SlowToAnswer csms) : IClassFixture<AnsweringFirst.SlowToAnswer>
{
    [Fact]
    public async Task Holds_the_certificate_back_until_the_request_is_answered()
    {
        await csms.RegisterAsync("ANSWER-FIRST");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "ANSWER-FIRST");
        using var key = NewKey();
        (await cp.AsksForCertificateAsync(Csr(key, "ANSWER-FIRST"))).ShouldBe("Accepted");
        await cp.TakesCertificateAsync();
        csms.SentBefore.ShouldBe(false);
    }

    /// <summary>Has the certificate ready to be sent, and takes its time, before it answers.</summary>
    public sealed class SlowToAnswer : CsmsFixture
    {
        private const int Looks = 20;

        public bool? SentBefore { get; private set; }

        protected override void Add(IServiceCollection services) =>
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<MessageHandlers>(provider, Handlers(provider)));

        private FrozenDictionary<OcppAction, MessageHandler> Handlers(IServiceProvider provider)
        {
            var table = HandlerTable.Build(provider).ToDictionary();
            var usual = table[OcppActions.SignCertificate];
            table[OcppActions.SignCertificate] = usual with
            {
                HandleAsync = async (session, request, context, cancellationToken) =>
                {
                    var answer = await usual.HandleAsync(session, request, context, cancellationToken);
                    await LookAsync(provider.GetRequiredService<OpenCalls>(), session.Id);
                    return answer;
                },
            };
            return table.ToFrozenDictionary();
        }

        private async Task LookAsync(OpenCalls calls, string id)
        {
            var call = (await Eventually.BecomesAsync(() => Task.FromResult(calls.All().FirstOrDefault(c => c.Request.ChargePointId == id)), found => found is not null))!;
            SentBefore = false;
            for (var i = 0; i < Looks; i++)
                SentBefore |= (await EventsOfAsync($"call-{call.Request.CallId:D}")).Any(e => e.Type == "call_sent");
        }
    }
}
