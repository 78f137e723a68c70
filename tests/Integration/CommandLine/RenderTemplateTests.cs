namespace Tito.Tests.Integration.CommandLine;

public sealed class RenderTemplateTests
{
    [Fact]
    public async Task Render_WithATemplateFile_RendersItInsteadOfTheModelsTemplate()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "{% for m in messages %}[{{ m.role }}] {{ m.content }} – {{ eos_token }}{% endfor %}", TestContext.Current.CancellationToken);
            string[] line = ["""{"messages":[{"role":"user","content":"hi"}]}"""];

            var own = await TitoCommand.BatchAsync(line, "render", "--template", file);
            var family = await TitoCommand.BatchAsync(line, "render", "--family", "qwen3", "--template", file);

            Assert.Equal("[user] hi – <|im_end|>", own[0].GetProperty("text").GetString());
            Assert.Equal("[user] hi – <|im_end|>", family[0].GetProperty("text").GetString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Render_WithTrace_GivesTheTextMessageByMessage()
    {
        string[] line = ["""{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}],"add_generation_prompt":true}"""];

        var answer = await TitoCommand.BatchAsync(line, "render", "--family", "qwen3", "--trace");

        Assert.Equal(
            """[{"message":0,"text":"<|im_start|>system\nBe brief.<|im_end|>\n"},{"message":1,"text":"<|im_start|>user\nhi<|im_end|>\n"},{"message":null,"text":"<|im_start|>assistant\n"}]""",
            answer[0].GetProperty("trace").GetRawText());
    }

    [Fact]
    public async Task Render_WhenTheTemplateFileIsMissing_SaysSoAndEndsWith2()
    {
        var end = await TitoCommand.RunAsync("", "render", "--template", "no-such.jinja");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("no-such.jinja", end.Error, StringComparison.Ordinal);
    }
}
