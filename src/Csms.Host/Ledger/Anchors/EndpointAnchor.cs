using System.Text;
using Csms.EventStore.Ledger;

namespace Csms.Host.Ledger.Anchors;

/// <summary>POSTs each checkpoint as text; any answer of success will do.</summary>
internal sealed class EndpointAnchor(string name, Uri url, int every, HttpClient http) : IAnchor
{
    public string Name => name;

    /// <summary>Without what may be a secret.</summary>
    public string Place => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    public int Every => every;

    public async Task TakeAsync(SealedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        using var note = new StringContent(checkpoint.Note, Encoding.UTF8, "text/plain");
        using var answer = await http.PostAsync(url, note, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
