namespace KosovoNato.Kernel.Errors;

/// <summary>The exception for a setting with which a program cannot start. The message names the setting and tells what to do.</summary>
public sealed class SettingException(string message, Exception? cause = null) : Exception(message, cause);
