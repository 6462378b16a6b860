package dev.stepwise.language.java;

import static dev.stepwise.language.java.JavaTokens.DECLARED;
import static dev.stepwise.language.java.JavaTokens.NAME;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration;
import dev.stepwise.language.Declaration.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the declarations in the tokens of well-formed Java, at any depth: members, local and
 * anonymous classes. It knows the grammar of members, not that of expressions. What it does not
 * understand it skips and says so, and javac is asked instead.
 */
final class JavaDeclarations {
  private final JavaTokens tokens;
  private final List<Declaration> found = new ArrayList<>();
  private final List<String> annotations = new ArrayList<>();
  private boolean unsure;

  JavaDeclarations(JavaTokens tokens) {
    this.tokens = tokens;
  }

  /** Reads all tokens; declared names are marked in them. */
  List<Declaration> read() {
    members(0, tokens.size, -1, "");
    return found;
  }

  /** Whether something was not understood. */
  boolean unsure() {
    return unsure || tokens.broken;
  }

  private void members(int from, int to, int parent, String typeName) {
    int at = from;
    while (at < to) {
      int next = member(at, to, parent, typeName);
      at = Math.max(next, at + 1);
    }
  }

  private int member(int from, int to, int parent, String typeName) {
    char kind = tokens.kind[from];
    if (kind == ';') {
      return from + 1;
    }
    if (kind == '{') {
      return block(from, to, parent);
    }
    if (kind == JavaKeywords.IMPORT) {
      return after(';', from, to);
    }
    annotations.clear();
    int at = modifiers(from, to);
    kind = tokens.kind[at];
    if (at >= to) {
      unsure = true;
      return to;
    }
    if (kind == JavaKeywords.PACKAGE) {
      return after(';', at, to);
    }
    if (kind == '{') {
      return block(at, to, parent);
    }
    Optional<Kind> type = typeAt(at);
    if (type.isPresent()) {
      return type(type.get(), from, kind == '@' ? at + 2 : at + 1, to, parent);
    }
    if (kind == NAME && parent < 0 && isModule(at)) {
      return module(from, at, to);
    }
    if (kind == '<') {
      at = typeArguments(at, to);
    }
    at = annotationsAt(at, to);
    if (tokens.kind[at] == NAME && tokens.kind[at + 1] == '(') {
      unsure |= !tokens.is(at, typeName);
      return method(Kind.CONSTRUCTOR, from, at, to, parent);
    }
    if (tokens.kind[at] == NAME && tokens.kind[at + 1] == '{' && tokens.is(at, typeName)) {
      return method(Kind.CONSTRUCTOR, from, at, to, parent);
    }
    int name = typeUse(at, to);
    if (name < 0 || tokens.kind[name] != NAME) {
      return skip(at, to);
    }
    return tokens.kind[name + 1] == '('
        ? method(Kind.METHOD, from, name, to, parent)
        : fields(from, name, to, parent);
  }

  /** Leaves behind what is not understood: up to a semicolon, a block or the next member. */
  private int skip(int from, int to) {
    unsure = true;
    for (int at = from; at < to; at++) {
      if (tokens.kind[at] == ';') {
        return at + 1;
      }
      if (tokens.kind[at] == '{') {
        return close(at, to) + 1;
      }
      if (at > from && (tokens.docBefore(at) >= 0 || beginsMember(at))) {
        return at;
      }
    }
    return to;
  }

  /** Whether a token is a modifier or annotation that begins a line. */
  private boolean beginsMember(int at) {
    if (!JavaKeywords.isModifier(tokens.kind[at]) && tokens.kind[at] != '@') {
      return false;
    }
    for (int i = tokens.end[at - 1]; i < tokens.start[at]; i++) {
      if (tokens.text[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  private Optional<Kind> typeAt(int at) {
    char kind = tokens.kind[at];
    if (kind == JavaKeywords.CLASS) {
      return Optional.of(Kind.CLASS);
    }
    if (kind == JavaKeywords.INTERFACE) {
      return Optional.of(Kind.INTERFACE);
    }
    if (kind == JavaKeywords.ENUM) {
      return Optional.of(Kind.ENUM);
    }
    if (kind == '@' && tokens.kind[at + 1] == JavaKeywords.INTERFACE) {
      return Optional.of(Kind.ANNOTATION);
    }
    return isRecord(at) ? Optional.of(Kind.RECORD) : Optional.empty();
  }

  private boolean isRecord(int at) {
    return tokens.kind[at] == NAME
        && tokens.kind[at + 1] == NAME
        && (tokens.kind[at + 2] == '(' || tokens.kind[at + 2] == '<')
        && tokens.is(at, "record");
  }

  private boolean isModule(int at) {
    return (tokens.is(at, "module") || (tokens.is(at, "open") && tokens.is(at + 1, "module")))
        && tokens.kind[at + 1] == NAME;
  }

  private int module(int from, int at, int to) {
    int name = tokens.is(at, "open") ? at + 2 : at + 1;
    int open = name;
    while (open < to && tokens.kind[open] != '{') {
      open++;
    }
    int end = close(open, to);
    String dotted =
        new String(tokens.text, tokens.start[name], tokens.end[open - 1] - tokens.start[name]);
    add(Kind.MODULE, dotted, from, name, open, Optional.of(range(open, end)), end, -1);
    return end + 1;
  }

  private int type(Kind kind, int from, int name, int to, int parent) {
    if (tokens.kind[name] != NAME) {
      return skip(name, to);
    }
    int components = -1;
    int open = name + 1;
    while (open < to && tokens.kind[open] != '{') {
      if (tokens.kind[open] == '(') {
        components = components < 0 ? open : components;
        open = close(open, to);
      }
      open++;
    }
    if (open >= to) {
      unsure = true;
      return to;
    }
    int end = close(open, to);
    String typeName = tokens.string(name);
    int place = add(kind, typeName, from, name, open, Optional.of(range(open, end)), end, parent);
    if (kind == Kind.RECORD && components >= 0) {
      components(components + 1, close(components, to), place);
    }
    int at = kind == Kind.ENUM ? constants(open + 1, end, place) : open + 1;
    members(at, end, place, typeName);
    return end + 1;
  }

  private void components(int from, int to, int parent) {
    int at = from;
    while (at < to) {
      annotations.clear();
      int start = at;
      at = modifiers(at, to);
      int name = at < to ? typeUse(at, to) : -1;
      if (name < 0 || tokens.kind[name] != NAME) {
        unsure = true;
        return;
      }
      add(Kind.FIELD, tokens.string(name), start, name, name + 1, Optional.empty(), name, parent);
      at = name + 2;
    }
  }

  private int constants(int from, int to, int parent) {
    int at = from;
    while (at < to && tokens.kind[at] != ';') {
      annotations.clear();
      int start = at;
      at = annotationsAt(at, to);
      if (tokens.kind[at] == ',') {
        at++;
        continue;
      }
      if (at >= to || tokens.kind[at] != NAME) {
        unsure |= at < to && tokens.kind[at] != ';';
        return at;
      }
      int name = at++;
      int arguments = at;
      if (tokens.kind[at] == '(') {
        at = close(at, to) + 1;
      }
      Optional<TextRange> body = Optional.empty();
      int open = -1;
      if (tokens.kind[at] == '{') {
        open = at;
        at = close(at, to) + 1;
        body = Optional.of(range(open, at - 1));
      }
      int header = open < 0 ? at : open;
      int place =
          add(Kind.ENUM_CONSTANT, tokens.string(name), start, name, header, body, at - 1, parent);
      statements(arguments, header, place);
      if (open >= 0) {
        members(open + 1, at - 1, place, "");
      }
    }
    return at;
  }

  private int method(Kind kind, int from, int name, int to, int parent) {
    int at = name + 1;
    if (tokens.kind[at] == '(') {
      at = close(at, to) + 1;
    }
    while (at < to && tokens.kind[at] != '{' && tokens.kind[at] != ';') {
      char next = tokens.kind[at];
      if (next == '(') {
        at = close(at, to) + 1;
      } else if (next == JavaKeywords.DEFAULT) {
        at = endOfField(at, to);
      } else if (next == NAME
          || next == '.'
          || next == ','
          || next == '['
          || next == ']'
          || next == '@'
          || next == '<'
          || next == '>'
          || next == '?'
          || next == JavaKeywords.THROWS) {
        at++;
      } else {
        return skip(at, to);
      }
    }
    if (at >= to) {
      unsure = true;
      at = to - 1;
    }
    if (tokens.kind[at] != '{') {
      add(kind, tokens.string(name), from, name, at, Optional.empty(), at, parent);
      return at + 1;
    }
    int end = close(at, to);
    int place =
        add(kind, tokens.string(name), from, name, at, Optional.of(range(at, end)), end, parent);
    statements(at + 1, end, place);
    return end + 1;
  }

  private int fields(int from, int firstName, int to, int parent) {
    List<String> shared = List.copyOf(annotations);
    int name = firstName;
    int start = from;
    while (true) {
      int at = name + 1;
      char next = tokens.kind[at];
      if (next != '=' && next != ',' && next != ';' && next != '[' && next != '@') {
        return skip(name, to);
      }
      int header = at;
      at = endOfField(at, to);
      if (at >= to) {
        unsure = true;
        at = to - 1;
      }
      while (tokens.kind[header] == '[' || tokens.kind[header] == ']') {
        header++;
      }
      annotations.clear();
      annotations.addAll(shared);
      String type = JavaSignature.of(tokens, from, firstName);
      String signature = type + " " + JavaSignature.of(tokens, name, header);
      add(Kind.FIELD, tokens.string(name), signature, start, name, Optional.empty(), at, parent);
      statements(header, at, found.size() - 1);
      if (tokens.kind[at] != ',') {
        return at + 1;
      }
      name = at + 1;
      start = from;
      if (tokens.kind[name] != NAME) {
        return skip(name, to);
      }
    }
  }

  /** The semicolon that ends a field, or the comma before the next one of the same type. */
  private int endOfField(int from, int to) {
    int at = from;
    while (at < to && tokens.kind[at] != ';') {
      char kind = tokens.kind[at];
      if (kind == '(' || kind == '[' || kind == '{') {
        at = close(at, to) + 1;
      } else if (kind == '<') {
        int end = typeArguments(at, to);
        at = end < to && "([.:{)>".indexOf(tokens.kind[end]) >= 0 ? end : at + 1;
      } else if (kind == ',' && tokens.kind[at + 1] == NAME) {
        char next = tokens.kind[at + 2];
        if (next == '=' || next == ',' || next == ';' || next == '[') {
          return at;
        }
        at++;
      } else {
        at++;
      }
    }
    return at;
  }

  private int block(int open, int to, int parent) {
    int end = close(open, to);
    statements(open + 1, end, parent);
    return end + 1;
  }

  /** Looks for local and anonymous classes. */
  private void statements(int from, int to, int parent) {
    int at = from;
    while (at < to) {
      char kind = tokens.kind[at];
      if (kind == JavaKeywords.NEW) {
        at = creation(at + 1, to, parent);
      } else if (kind == JavaKeywords.CLASS
          || kind == JavaKeywords.INTERFACE
          || kind == JavaKeywords.ENUM) {
        if (tokens.kind[at + 1] == NAME && tokens.kind[Math.max(0, at - 1)] != '.') {
          annotations.clear();
          at = type(typeAt(at).orElseThrow(), beforeModifiers(at, from), at + 1, to, parent);
        } else {
          at++;
        }
      } else if (kind == NAME && startsStatement(at) && isRecord(at)) {
        annotations.clear();
        at =
            isRecordBody(at, to)
                ? type(Kind.RECORD, beforeModifiers(at, from), at + 1, to, parent)
                : at + 1;
      } else {
        at++;
      }
    }
  }

  private int beforeModifiers(int keyword, int from) {
    int at = keyword;
    while (at > from && JavaKeywords.isModifier(tokens.kind[at - 1])) {
      at--;
    }
    return at;
  }

  private boolean startsStatement(int at) {
    char before = tokens.kind[Math.max(0, at - 1)];
    return before == ';'
        || before == '{'
        || before == '}'
        || before == ')'
        || JavaKeywords.isModifier(before);
  }

  private boolean isRecordBody(int at, int to) {
    int open = tokens.kind[at + 2] == '<' ? typeArguments(at + 2, to) : at + 2;
    return tokens.kind[open] == '(' && open < to;
  }

  private int creation(int from, int to, int parent) {
    int at = annotationsAt(from, to);
    while (at < to
        && (tokens.kind[at] == NAME
            || tokens.kind[at] == '.'
            || tokens.kind[at] == '<'
            || tokens.kind[at] == '@')) {
      at =
          tokens.kind[at] == '<'
              ? typeArguments(at, to)
              : tokens.kind[at] == '@' ? annotationsAt(at, to) : at + 1;
    }
    if (at >= to || tokens.kind[at] != '(') {
      return at;
    }
    int end = close(at, to);
    statements(at + 1, end, parent);
    int open = end + 1;
    if (open >= to || tokens.kind[open] != '{') {
      return open;
    }
    int bodyEnd = close(open, to);
    members(open + 1, bodyEnd, parent, "");
    return bodyEnd + 1;
  }

  private int modifiers(int from, int to) {
    int at = from;
    while (at < to) {
      char kind = tokens.kind[at];
      if (JavaKeywords.isModifier(kind)) {
        at++;
      } else if (kind == '@' && tokens.kind[at + 1] == NAME) {
        at = annotation(at, to);
      } else if (kind == NAME
          && JavaKeywords.isKeyword(tokens.kind[at + 1])
          && tokens.is(at, "sealed")) {
        at++;
      } else if (kind == NAME && tokens.kind[at + 1] == '-' && tokens.is(at, "non")) {
        at += 3;
      } else {
        break;
      }
    }
    return at;
  }

  private int annotationsAt(int from, int to) {
    int at = from;
    while (at < to && tokens.kind[at] == '@' && tokens.kind[at + 1] == NAME) {
      at = annotation(at, to);
    }
    return at;
  }

  private int annotation(int from, int to) {
    int at = from + 2;
    while (at + 1 < to && tokens.kind[at] == '.' && tokens.kind[at + 1] == NAME) {
      at += 2;
    }
    annotations.add(tokens.string(at - 1));
    return tokens.kind[at] == '(' ? close(at, to) + 1 : at;
  }

  /** The token after a type, or -1 if there is none here. */
  private int typeUse(int from, int to) {
    int at = annotationsAt(from, to);
    if (JavaKeywords.isPrimitive(tokens.kind[at])) {
      at++;
    } else if (tokens.kind[at] == NAME) {
      at++;
      while (at < to) {
        if (tokens.kind[at] == '<') {
          at = typeArguments(at, to);
        } else if (tokens.kind[at] == '.' && tokens.kind[at + 1] != '.') {
          at = annotationsAt(at + 1, to);
          if (tokens.kind[at] != NAME) {
            return -1;
          }
          at++;
        } else {
          break;
        }
      }
    } else {
      return -1;
    }
    while (at < to) {
      char kind = tokens.kind[at];
      if (kind == '[' && tokens.kind[at + 1] == ']') {
        at += 2;
      } else if (kind == '.' && tokens.kind[at + 1] == '.') {
        at += 3;
      } else if (kind == '@') {
        at = annotationsAt(at, to);
      } else {
        return at;
      }
    }
    return -1;
  }

  /** The token after the matching angle bracket, or the place after {@code <} if none matches. */
  private int typeArguments(int from, int to) {
    int depth = 0;
    for (int at = from; at < to; at++) {
      char kind = tokens.kind[at];
      if (kind == '<') {
        depth++;
      } else if (kind == '>') {
        if (--depth == 0) {
          return at + 1;
        }
      } else if (kind == '(') {
        at = close(at, to);
      } else if (kind != NAME
          && kind != ','
          && kind != '.'
          && kind != '?'
          && kind != '&'
          && kind != '['
          && kind != ']'
          && kind != '@'
          && kind != JavaKeywords.EXTENDS
          && kind != JavaKeywords.SUPER
          && !JavaKeywords.isPrimitive(kind)) {
        return from + 1;
      }
    }
    return from + 1;
  }

  private int after(char kind, int from, int to) {
    int at = from;
    while (at < to && tokens.kind[at] != kind) {
      at++;
    }
    return at + 1;
  }

  private int close(int open, int to) {
    int end = tokens.match[open];
    if (end < 0 || end > to) {
      unsure = true;
      return tokens.kind[open] == '{' ? to - 1 : open;
    }
    return end;
  }

  private TextRange range(int first, int last) {
    return new TextRange(tokens.start[first], tokens.end[last]);
  }

  /** Adds a declaration of tokens {@code from..last} whose header ends before {@code headerEnd}. */
  private int add(
      Kind kind,
      String name,
      int from,
      int nameToken,
      int headerEnd,
      Optional<TextRange> body,
      int last,
      int parent) {
    String signature = JavaSignature.of(tokens, from, headerEnd);
    return add(kind, name, signature, from, nameToken, body, last, parent);
  }

  private int add(
      Kind kind,
      String name,
      String signature,
      int from,
      int nameToken,
      Optional<TextRange> body,
      int last,
      int parent) {
    tokens.kind[nameToken] = DECLARED;
    int doc = tokens.docBefore(from);
    found.add(
        new Declaration(
            kind,
            name,
            signature,
            doc < 0
                ? Optional.empty()
                : Optional.of(new TextRange(tokens.docStart[doc], tokens.docEnd[doc])),
            range(from, Math.max(from, last)),
            range(nameToken, nameToken),
            body,
            parent,
            annotations.isEmpty() ? List.of() : List.copyOf(annotations)));
    return found.size() - 1;
  }
}
