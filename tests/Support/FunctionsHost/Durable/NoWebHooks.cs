using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.DependencyInjection;

#pragma warning disable CS0618 // Member is obsolete: "not ready for public consumption", and the extension does not start without one.

namespace Tito.Tests.Support.FunctionsHost.Durable;

/// <summary>The extension's own HTTP interface, which the app does not use, at an address where nobody listens.</summary>
internal sealed class NoWebHooks : IWebHookProvider
{
    /// <summary>Adds it.</summary>
    public static void AddTo(IServiceCollection services) => services.AddSingleton<IWebHookProvider, NoWebHooks>();

    /// <inheritdoc/>
    public Uri GetUrl(IExtensionConfigProvider extension) => new("http://127.0.0.1:1/runtime/webhooks/durabletask");
}
