using Tito.Server.Inspector;

namespace Tito.Server.Landing;

/// <summary>Lines to copy: a session with curl, and the clients that take a base URL.</summary>
/// <param name="html">Takes them.</param>
/// <param name="root">The server's root, without a slash at the end; the script puts in the address that the browser shows.</param>
/// <param name="model">The served model's name.</param>
internal sealed class LandingLines(HtmlWriter html, string root, string model)
{
    private const string Session = "my-session";

    /// <summary>Writes the part of the page.</summary>
    public void Write()
    {
        html.Write($"<section aria-labelledby=\"use\"><div class=\"bar\"><h2 id=\"use\">Use it</h2></div>\n<div class=\"lines\">\n");
        Begin("Open a session");
        Curl();
        html.Write($" --json '{{\"id\":\"{Session}\"}}' ");
        Root();
        html.Write($"/sessions");
        End();
        Begin("Take a turn");
        Curl();
        html.Write($" --json '{{\"messages\":[{{\"role\":\"user\",\"content\":\"How is the weather in Zürich?\"}}]}}' ");
        Address("/v1/chat/completions");
        End();
        Begin("See its tokens, verdict and digest");
        Curl();
        html.Write($" ");
        Address("");
        End();
        Begin("Load a training sample");
        Curl();
        html.Write($" --json '{{}}' -H 'Accept: */*' ");
        Address("/samples");
        html.Write($" -o samples.safetensors");
        End();
        WriteClients();
        html.Write($"</div></section>\n");
    }

    private void WriteClients()
    {
        Begin("OpenAI's Python library");
        html.Write($"from openai import OpenAI\n\nclient = OpenAI(base_url=\"");
        Address("/v1");
        html.Write($"\", api_key=\"none\")\nanswer = client.chat.completions.create(\n    model=\"{model}\", ");
        html.Write($"messages=[{{\"role\": \"user\", \"content\": \"Hello\"}}])\nprint(answer.choices[0].message)");
        End();
        Begin("OpenAI's and Anthropic's libraries, by environment");
        html.Write($"export OPENAI_BASE_URL=");
        Address("/v1");
        html.Write($" OPENAI_API_KEY=none\nexport ANTHROPIC_BASE_URL=");
        Address("");
        html.Write($" ANTHROPIC_API_KEY=none");
        End();
    }

    private void Begin(string title) =>
        html.Write($"<div class=\"line\"><div><h3>{title}</h3><button type=\"button\">Copy</button></div><pre><code>");

    private void End() => html.Write($"</code></pre></div>\n");

    private void Curl() =>
        html.Write($"curl<span class=\"auth\" hidden> -H \"Authorization: Bearer $TITO_API_KEY\"</span>");

    private void Root() => html.Write($"<span class=\"root\">{root}</span>");

    private void Address(string path)
    {
        Root();
        html.Write($"/sessions/{Session}{path}");
    }
}
