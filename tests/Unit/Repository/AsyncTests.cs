using System.Reflection;
using Tito.Core.Tokens;
using Tito.Jinja;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Repository;

/// <summary>Core waits for nothing but its ports: everything between them is a plain function.</summary>
public sealed class AsyncTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Promises =
        [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>), typeof(IAsyncEnumerable<>)];

    [Fact]
    public void Domain_OnlyThePorts_SpeakOfTasks() => Findings.AssertNone(
        "Only Journals, Inference and the use cases (Turns, Sessions, Verification) wait. Pass in the value that the task would bring:",
        from assembly in (Assembly[])[typeof(TokenBuffer).Assembly, typeof(Template).Assembly, typeof(Tokenizer).Assembly]
        from type in assembly.GetExportedTypes()
        where ModuleArrow.ModuleOf(type, "Tito.Core") is not ("Journals" or "Inference" or "Turns" or "Sessions" or "Verification")
        from member in AsyncMembers(type)
        select $"{type.FullName}.{member}");

    [Fact]
    public void AsyncMembers_WhateverPlaceTheTaskHas_NamesTheMember() => Assert.Equal(
        ["Callback", "Inherited", "Listing", "Nested", "Value"],
        AsyncMembers(typeof(Sample)).Order());

    private static IEnumerable<string> AsyncMembers(Type type) =>
        from member in type.GetMembers(Declared)
        where Types(member).Any(IsPromise)
        select member.Name;

    private static IEnumerable<Type?> Types(MemberInfo member) => member switch
    {
        MethodBase method when (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.IsSpecialName =>
            method.GetParameters().Select(parameter => parameter.ParameterType).Append((method as MethodInfo)?.ReturnType),
        PropertyInfo { GetMethod.IsPublic: true } property => [property.PropertyType],
        FieldInfo { IsPublic: true } field => [field.FieldType],
        _ => [],
    };

    private static bool IsPromise(Type? type) =>
        type is not null
        && (Promises.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type)
            || IsPromise(type.GetElementType())
            || type.GenericTypeArguments.Any(IsPromise));

    private abstract class Sample
    {
        public abstract ValueTask Value { get; }

        public abstract Dictionary<int, Task<int>[]> Nested();

        public abstract IAsyncEnumerable<int> Listing();

        public abstract void Callback(Func<Task> callback);

        public abstract int Plain(int number);

        protected abstract Task Inherited();

        internal abstract Task Hidden();
    }
}
