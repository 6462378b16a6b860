package dev.stepwise.language.java;

import dev.stepwise.language.Declaration;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of a Java text in parallel arrays, brackets matched. A token's kind is the character
 * itself for punctuation, one of the constants here or a keyword's of {@link JavaKeywords}.
 * Comments are no tokens, but a doc comment is known by the token that follows it.
 */
final class JavaTokens {
  static final char NAME = 'a';

  /** A name that declares a type or member. */
  static final char DECLARED = 'd';

  static final char LITERAL = 'l';
  static final char END = 'z';

  char[] text = new char[0];
  int size;
  char[] kind = new char[1024];
  int[] start = new int[1024];
  int[] end = new int[1024];

  /** For an opening bracket the place of its closing one; -1 where there is none. */
  int[] match = new int[1024];

  /** Tokens that follow a doc comment, ascending, and where that comment stands. */
  int docs;

  int[] docToken = new int[64];
  int[] docStart = new int[64];
  int[] docEnd = new int[64];

  /** Whether a bracket, string or comment is not closed. */
  boolean broken;

  void clear(char[] newText) {
    text = newText;
    size = 0;
    docs = 0;
    broken = false;
  }

  void add(char tokenKind, int from, int to) {
    if (size == kind.length) {
      int length = size * 2;
      kind = Arrays.copyOf(kind, length);
      start = Arrays.copyOf(start, length);
      end = Arrays.copyOf(end, length);
      match = Arrays.copyOf(match, length);
    }
    kind[size] = tokenKind;
    start[size] = from;
    end[size] = to;
    match[size++] = -1;
  }

  /** The last doc comment before a token wins, as in javac. */
  void addDoc(int from, int to) {
    if (docs > 0 && docToken[docs - 1] == size) {
      docs--;
    }
    if (docs == docToken.length) {
      docToken = Arrays.copyOf(docToken, docs * 2);
      docStart = Arrays.copyOf(docStart, docs * 2);
      docEnd = Arrays.copyOf(docEnd, docs * 2);
    }
    docToken[docs] = size;
    docStart[docs] = from;
    docEnd[docs++] = to;
  }

  /** Place in the doc arrays of the comment right before a token, or negative. */
  int docBefore(int token) {
    return Arrays.binarySearch(docToken, 0, docs, token);
  }

  /** Takes tokens out; brackets have to be matched again. */
  void remove(boolean[] out) {
    int kept = 0;
    int doc = 0;
    int removedBefore = 0;
    for (int at = 0; at < size + 3; at++) {
      while (doc < docs && docToken[doc] == at) {
        docToken[doc++] -= removedBefore;
      }
      if (at < size && out[at]) {
        removedBefore++;
      } else {
        kind[kept] = kind[at];
        start[kept] = start[at];
        end[kept++] = end[at];
      }
    }
    size -= removedBefore;
  }

  /** Marks the names of declarations that were found in other tokens of the same text. */
  void declare(List<Declaration> declarations) {
    for (Declaration declaration : declarations) {
      int token = Arrays.binarySearch(start, 0, size, declaration.nameRange().start());
      if (token >= 0 && kind[token] == NAME) {
        kind[token] = DECLARED;
      }
    }
  }

  boolean is(int token, String word) {
    int length = end[token] - start[token];
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[start[token] + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String string(int token) {
    return new String(text, start[token], end[token] - start[token]);
  }
}
