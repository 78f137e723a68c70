using System.Reflection;

namespace Tito.Tests.Unit.Repository;

/// <summary>The types that a compiled type names: in its declaration, its members, their attributes and their code.</summary>
/// <remarks>
/// Lambdas, iterators and async methods are compiled into nested types, which are read as types of their own.
/// The signature of a member that is only called does not count: whoever passes null to a parameter does not know its type.
/// A base class is seen in the constructor's call to it. A constant leaves no trace in compiled code; the scan of using directives sees those.
/// </remarks>
internal sealed class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly HashSet<Type> _seen = [];
    private readonly HashSet<Type> _found = [];

    internal static IReadOnlySet<Type> Of(Type type)
    {
        var references = new TypeReferences();
        references.AddDeclaration(type);
        references._found.Remove(type);
        return references._found;
    }

    /// <summary>Whether a type's code calls a constructor of another one.</summary>
    internal static bool Constructs(Type type, Type constructed) =>
        type.GetMembers(Declared).OfType<MethodBase>().Any(method =>
            method.GetMethodBody()?.GetILAsByteArray() is { } code
            && IntermediateLanguage.MemberTokens(code).Any(token =>
                method.Module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), GenericArguments(method)) is ConstructorInfo called
                && called.DeclaringType == constructed));

    private void AddDeclaration(Type type)
    {
        AddAll(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []));
        AddAll(type.GetGenericArguments());
        foreach (var member in type.GetMembers(Declared).Where(member => member is not Type))
        {
            AddAttributes(member.CustomAttributes);
            switch (member)
            {
                case FieldInfo field:
                    Add(field.FieldType);
                    break;
                case MethodBase method:
                    AddMethod(method);
                    break;
                default: // a property or an event: its accessors are members as well
                    break;
            }
        }

        AddAttributes(type.CustomAttributes);
    }

    private void AddMethod(MethodBase method)
    {
        foreach (var parameter in method.GetParameters().Append((method as MethodInfo)?.ReturnParameter).OfType<ParameterInfo>())
        {
            Add(parameter.ParameterType);
            AddAttributes(parameter.CustomAttributes);
        }

        AddAll(GenericArguments(method));
        if (method.GetMethodBody() is { } body)
        {
            AddAll(body.LocalVariables.Select(local => local.LocalType));
            AddAll(body.ExceptionHandlingClauses
                .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                .Select(clause => clause.CatchType));
            AddCode(method, body.GetILAsByteArray() ?? []);
        }
    }

    private void AddCode(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType?.GetGenericArguments();
        foreach (var token in IntermediateLanguage.MemberTokens(code))
        {
            var member = method.Module.ResolveMember(token, typeArguments, GenericArguments(method));
            Add(member as Type ?? member?.DeclaringType);
            AddAll(member is MethodBase called ? GenericArguments(called) : []);
        }
    }

    private void AddAttributes(IEnumerable<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(attribute.AttributeType);
            AddArguments(attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue)));
        }
    }

    private void AddArguments(IEnumerable<CustomAttributeTypedArgument> arguments)
    {
        foreach (var argument in arguments)
        {
            Add(argument.ArgumentType);
            Add(argument.Value as Type);
            AddArguments(argument.Value as IEnumerable<CustomAttributeTypedArgument> ?? []);
        }
    }

    private void AddAll(IEnumerable<Type?> types)
    {
        foreach (var type in types)
        {
            Add(type);
        }
    }

    /// <summary>Adds the type, or the types that it is built from.</summary>
    private void Add(Type? type)
    {
        if (type is null || !_seen.Add(type))
        {
            return;
        }

        Add(type.GetElementType());
        if (type.IsGenericParameter)
        {
            AddAll(type.GetGenericParameterConstraints());
        }
        else if (!type.HasElementType)
        {
            _found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
            AddAll(type.GenericTypeArguments);
        }
    }

    private static Type[] GenericArguments(MethodBase method) => method.IsGenericMethod ? method.GetGenericArguments() : [];
}
