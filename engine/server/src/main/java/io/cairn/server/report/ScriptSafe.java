package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * JSON that may stand inside a script element: no character of it can end the element, begin a
 * comment or an entity, or, as U+2028 and U+2029 do in older script engines, end a line.
 */
final class ScriptSafe extends CharacterEscapes {

  private static final long serialVersionUID = 1L;
  private static final int[] ASCII = CharacterEscapes.standardAsciiEscapesForJSON();

  static {
    for (char c : new char[] {'<', '>', '&', '\''}) {
      ASCII[c] = CharacterEscapes.ESCAPE_CUSTOM;
    }
  }

  /** Makes generators of such JSON. */
  static JsonFactory factory() {
    JsonFactory factory = new JsonFactory();
    factory.setCharacterEscapes(new ScriptSafe());
    return factory;
  }

  /** Text that may stand in an HTML element or a quoted attribute. */
  static String html(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ASCII.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    boolean special = c == '<' || c == '>' || c == '&' || c == '\'' || c == 0x2028 || c == 0x2029;
    return special ? new SerializedString(String.format("\\u%04x", c)) : null;
  }
}
