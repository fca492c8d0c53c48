namespace Attune.Graphs;

/// <summary>
/// A file is not an ONNX graph, or not one with which that can be done which was asked for. The message names the file and says what is
/// missing.
/// </summary>
public sealed class GraphFormatException(string message, Exception? inner = null) : Exception(message, inner);
