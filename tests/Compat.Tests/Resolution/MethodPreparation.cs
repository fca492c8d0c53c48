using System.Reflection;
using System.Runtime.CompilerServices;

namespace Attune.Compat.Tests.Resolution;

/// <summary>
/// Loads every type of an assembly and compiles its methods without running them. That finds what references do not show: an
/// abstract member that nothing implements, an override of something sealed, a constraint that has changed.
/// </summary>
internal static class MethodPreparation
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static;

    public static PreparationReport Prepare(string assemblyName)
    {
        int prepared = 0, skipped = 0;
        var problems = new List<string>();
        foreach (var method in Types(Assembly.Load(assemblyName), problems).SelectMany(Methods))
        {
            if (Arguments(method) is not { } arguments)
            {
                skipped++;
                continue;
            }

            try
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments);
                prepared++;
            }
            catch (Exception e) when (e is MemberAccessException or TypeLoadException or IOException or BadImageFormatException)
            {
                problems.Add($"{method.DeclaringType}.{method.Name}: {e.GetType().Name}: {e.Message}");
            }
        }

        return new PreparationReport(prepared, skipped, problems);
    }

    private static IEnumerable<Type> Types(Assembly assembly, List<string> problems)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            problems.AddRange(e.LoaderExceptions.Select(cause => $"{assembly.GetName().Name}: {cause?.Message}"));
            return e.Types.OfType<Type>();
        }
    }

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMembers(Declared).OfType<MethodBase>().Where(method => method.GetMethodBody() is not null);

    /// <summary>Type arguments over which generic code can be compiled; null where none fit.</summary>
    private static RuntimeTypeHandle[]? Arguments(MethodBase method)
    {
        var type = method.DeclaringType!;
        Type[] ofType = type.IsGenericTypeDefinition ? [.. type.GetGenericArguments().Select(Argument)] : [];
        Type[] ofMethod = method.IsGenericMethodDefinition ? [.. method.GetGenericArguments().Select(Argument)] : [];
        try
        {
            if (ofType.Length > 0)
                method = MethodBase.GetMethodFromHandle(method.MethodHandle, type.MakeGenericType(ofType).TypeHandle)!;
            if (ofMethod.Length > 0)
                ((MethodInfo)method).MakeGenericMethod(ofMethod);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return [.. ofType.Concat(ofMethod).Select(argument => argument.TypeHandle)];
    }

    /// <summary>A constraint meets itself, unless it is written in terms of other parameters.</summary>
    private static Type Argument(Type parameter) =>
        parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)
            ? typeof(int)
            : parameter.GetGenericParameterConstraints().FirstOrDefault(constraint => !constraint.ContainsGenericParameters)
              ?? typeof(object);
}
