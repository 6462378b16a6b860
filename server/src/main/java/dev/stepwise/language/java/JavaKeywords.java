package dev.stepwise.language.java;

import java.util.List;

/**
 * Java's reserved words as token kinds; contextual ones ({@code record}, {@code sealed}, {@code
 * var}) are names.
 */
final class JavaKeywords {
  private static final char FIRST = 0x100;

  /** Modifiers come first, so that being one is a comparison. */
  private static final List<String> WORDS =
      List.of(
          "abstract",
          "default",
          "final",
          "native",
          "private",
          "protected",
          "public",
          "static",
          "strictfp",
          "synchronized",
          "transient",
          "volatile",
          "boolean",
          "byte",
          "char",
          "double",
          "float",
          "int",
          "long",
          "short",
          "void",
          "class",
          "enum",
          "interface",
          "new",
          "import",
          "package",
          "throws",
          "extends",
          "super",
          "this",
          "assert",
          "break",
          "case",
          "catch",
          "const",
          "continue",
          "do",
          "else",
          "false",
          "finally",
          "for",
          "goto",
          "if",
          "implements",
          "instanceof",
          "null",
          "return",
          "switch",
          "throw",
          "true",
          "try",
          "while");

  static final char DEFAULT = kind("default");
  static final char STATIC = kind("static");
  static final char CLASS = kind("class");
  static final char ENUM = kind("enum");
  static final char INTERFACE = kind("interface");
  static final char NEW = kind("new");
  static final char IMPORT = kind("import");
  static final char PACKAGE = kind("package");
  static final char THROWS = kind("throws");
  static final char EXTENDS = kind("extends");
  static final char SUPER = kind("super");
  static final char CASE = kind("case");
  static final char FOR = kind("for");
  static final char TRY = kind("try");

  private static final char LAST_MODIFIER = kind("volatile");
  private static final char LAST_PRIMITIVE = kind("void");

  private static final int SLOTS = 1024;
  private static final char[][] TABLE = new char[SLOTS][];
  private static final char[] KINDS = new char[SLOTS];

  static {
    for (String word : WORDS) {
      char[] chars = word.toCharArray();
      int slot = slot(chars, 0, chars.length);
      while (TABLE[slot] != null) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      TABLE[slot] = chars;
      KINDS[slot] = kind(word);
    }
  }

  private JavaKeywords() {}

  private static char kind(String word) {
    return (char) (FIRST + WORDS.indexOf(word));
  }

  static boolean isKeyword(char kind) {
    return kind >= FIRST;
  }

  static boolean isModifier(char kind) {
    return kind >= FIRST && kind <= LAST_MODIFIER;
  }

  /** Whether it is a primitive type or {@code void}. */
  static boolean isPrimitive(char kind) {
    return kind > LAST_MODIFIER && kind <= LAST_PRIMITIVE;
  }

  private static int slot(char[] text, int from, int to) {
    return (text[from] * 31 + text[from + 1] * 7 + text[to - 1] * 131 + (to - from)) & (SLOTS - 1);
  }

  /** The kind of the word at {@code text[from, to)}: a keyword's own or {@link JavaTokens#NAME}. */
  static char kindOf(char[] text, int from, int to) {
    int length = to - from;
    if (length < 2 || length > 12 || text[from] < 'a' || text[from] > 'w') {
      return JavaTokens.NAME;
    }
    int slot = slot(text, from, to);
    for (char[] word = TABLE[slot]; word != null; word = TABLE[slot]) {
      if (word.length == length && same(word, text, from)) {
        return KINDS[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return JavaTokens.NAME;
  }

  private static boolean same(char[] word, char[] text, int from) {
    for (int i = 0; i < word.length; i++) {
      if (word[i] != text[from + i]) {
        return false;
      }
    }
    return true;
  }
}
