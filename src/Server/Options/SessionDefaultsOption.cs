using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Options;

/// <summary>The option <c>--session-defaults</c>: a JSON object of session settings, or <c>reference</c>.</summary>
internal static class SessionDefaultsOption
{
    private const string Takes = "reference, or a JSON object of session settings, as {\"policy\":\"tree\"}";

    /// <summary>Reads the option's value.</summary>
    /// <exception cref="OptionException">It is neither, or a setting is not one or has a wrong value; it says which.</exception>
    public static SessionDefaults Parse(string value)
    {
        try
        {
            return SessionDefaults.Parse(value);
        }
        catch (JsonException)
        {
            throw new OptionException("session-defaults", Takes);
        }
        catch (MessageException wrong)
        {
            throw new OptionException("session-defaults", $"{Takes}; {wrong.Message.TrimEnd('.')}");
        }
    }
}
