using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.People;

/// <summary>Keeps cookies and says where a request comes from, as browsers do.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClientHandler handler;

    public Browser(Uri address)
    {
        handler = new HttpClientHandler { CookieContainer = Cookies, CheckCertificateRevocationList = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        Client = new HttpClient(handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Client { get; }

    public static (string Name, string Value) FromOurPage => ("Sec-Fetch-Site", "same-origin");

    public Task<RestAnswer> LogInAsync(string name, string password) =>
        Client.SendAsync("POST", "/session", new JsonObject { ["name"] = name, ["password"] = password }.ToJsonString(), FromOurPage);

    public Task<RestAnswer> ChangePasswordAsync(string current, string wanted) =>
        Client.SendAsync("PUT", "/session/password", new JsonObject { ["currentPassword"] = current, ["newPassword"] = wanted }.ToJsonString(), FromOurPage);

    public void Dispose()
    {
        Client.Dispose();
        handler.Dispose();
    }
}

internal static class People
{
    public const string Password = "one two buckle my shoe";

    extension(CsmsFixture csms)
    {
        /// <summary>A user who has chosen <see cref="Password"/> and is logged in.</summary>
        public async Task<(Browser Browser, Guid Id)> LoggedInAsync(string name, string role)
        {
            var created = await csms.CreateUserAsync(name, role);
            var browser = new Browser(csms.Http);
            await browser.LogInAsync(name, (string)created["oneTimePassword"]!).ShouldBeAsync(HttpStatusCode.OK);
            await browser.ChangePasswordAsync((string)created["oneTimePassword"]!, Password).ShouldBeAsync(HttpStatusCode.NoContent);
            return (browser, (Guid)created["user"]["id"]!);
        }

        public Task<RestAnswer> CreateUserAsync(string name, string role) =>
            csms.Admin.SendAsync("POST", "/users", new JsonObject { ["name"] = name, ["role"] = role, ["mail"] = $"{name}@example.com" }.ToJsonString())
                .ShouldBeAsync(HttpStatusCode.Created);
    }
}
