package dev.stepwise.language.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.language.Declaration;
import dev.stepwise.language.Mentions;
import dev.stepwise.language.Outline;
import dev.stepwise.language.SourceReader;
import dev.stepwise.language.go.Go;
import dev.stepwise.language.javascript.JavaScript;
import dev.stepwise.language.javascript.TypeScript;
import dev.stepwise.language.python.Python;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeSitterReaderTest {

  @Test
  void python() {
    String text =
        """
        # \u00e4\ud83d\ude00 offsets are UTF-16
        LIMIT = 3

        @dataclass(frozen=True)
        class Order(Base):
            \"""What a customer buys.\"""
            count: int = 0
            rate = 2

            def __init__(self, a):
                self.a = a

            @staticmethod
            def total(rebate: int,
                      more=1) -> int:
                \"""The sum.\"""
                return helper(rebate).go()

        # Helps.
        def helper(x):
            def inner():
                pass
            return x
        """;
    check(
        Python.reader(),
        text,
        "VARIABLE LIMIT",
        "CLASS Order",
        "FIELD Order.count",
        "FIELD Order.rate",
        "CONSTRUCTOR Order.__init__",
        "METHOD Order.total",
        "FUNCTION helper",
        "FUNCTION helper.inner");
    Declaration total = find(Python.reader(), text, "total");
    assertThat(total.signature()).isEqualTo("def total(rebate: int, more=1) -> int");
    assertThat(total.annotations()).containsExactly("staticmethod");
    assertThat(slice(text, total.doc().orElseThrow())).contains("The sum.");
    assertThat(slice(text, find(Python.reader(), text, "helper").doc().orElseThrow()))
        .isEqualTo("# Helps.");
    assertThat(calls(Python.reader(), text)).containsExactly("dataclass", "helper", "go");
  }

  @Test
  void keepsPythonBehindAnUnclosedBracket() {
    String text =
        """
        class Cart:
            \"""What is bought.

        def no_code(
            \"""
            def add(self, item):
                self.items.append((item
                for each in self.items:
                    print(each)

            def total(
                self,
            ) -> int:
                \"""The sum.\"""
                return 1

            class Line:
                def price(self): return 2

        def after(x):
            return "def fake(): {" # def fake(
        """;
    checkNames(
        Python.reader(),
        text,
        "CLASS Cart",
        "METHOD Cart.add",
        "METHOD Cart.total",
        "CLASS Cart.Line",
        "METHOD Cart.Line.price",
        "FUNCTION after");
    Declaration total = find(Python.reader(), text, "total");
    assertThat(total.signature()).isEqualTo("def total( self, ) -> int");
    assertThat(slice(text, total.doc().orElseThrow())).contains("The sum.");
    assertThat(slice(text, total.range())).endsWith("return 1");
    assertThat(Python.reader().read(text).exact()).isFalse();
  }

  @Test
  void markupInTypeScript() {
    String text =
        """
        interface Props { name: string }
        export const Hello = (props: Props) => <p className="x">Hi {props.name}</p>;
        export function List<T>(props: Items<T>) {
          return <ul>{props.items.map((item) => <li>{show(item)}</li>)}</ul>;
        }
        """;
    check(
        TypeScript.markupReader(),
        text,
        "INTERFACE Props",
        "FIELD Props.name",
        "FUNCTION Hello",
        "FUNCTION List");
    assertThat(TypeScript.markupReader().read(text).exact()).isTrue();
    assertThat(TypeScript.reader().read(text).exact()).isFalse();
  }

  @Test
  void javaScript() {
    String text =
        """
        /** A cart. */
        export class Cart extends Base {
          items = [];
          constructor() { super(); }
          add(item) { this.items.push(item); }
        }
        export default function sum(a) { return new Cart(a); }
        const twice = (x) => x * 2;
        const LIMIT = 3;
        """;
    check(
        JavaScript.reader(),
        text,
        "CLASS Cart",
        "FIELD Cart.items",
        "CONSTRUCTOR Cart.constructor",
        "METHOD Cart.add",
        "FUNCTION sum",
        "FUNCTION twice",
        "VARIABLE LIMIT");
    assertThat(slice(text, find(JavaScript.reader(), text, "Cart").doc().orElseThrow()))
        .isEqualTo("/** A cart. */");
    assertThat(find(JavaScript.reader(), text, "sum").signature())
        .isEqualTo("export default function sum(a)");
    assertThat(calls(JavaScript.reader(), text)).containsExactly("push", "Cart");
  }

  @Test
  void typeScript() {
    check(
        TypeScript.reader(),
        """
        export interface Shape { area(): number; name: string }
        type Id = string;
        enum Color { Red, Green = 2 }
        abstract class Square implements Shape {
          private side: number = 1;
          area(): number { return this.side ** 2; }
          abstract more(): void;
        }
        export const make = (n: number): Shape => new Square(n);
        """,
        "INTERFACE Shape",
        "METHOD Shape.area",
        "FIELD Shape.name",
        "INTERFACE Id",
        "ENUM Color",
        "ENUM_CONSTANT Color.Red",
        "ENUM_CONSTANT Color.Green",
        "CLASS Square",
        "FIELD Square.side",
        "METHOD Square.area",
        "METHOD Square.more",
        "FUNCTION make");
  }

  @Test
  void go() {
    check(
        Go.reader(),
        """
        package shop

        const Limit = 3

        // Order is bought.
        type Order struct {
          Count int
        }

        type Payer interface { Pay(sum int) error }

        func (o *Order) Total() int { return helper(o.Count) }

        func helper(x int) int { return x }
        """,
        "VARIABLE Limit",
        "CLASS Order",
        "FIELD Order.Count",
        "INTERFACE Payer",
        "METHOD Payer.Pay",
        "METHOD Total",
        "FUNCTION helper");
  }

  @Test
  void brokenTextKeepsWhatCanBeRead() {
    Outline outline =
        Python.reader().read("def a():\n  x = = 1\n\ndef b():\n  pass\n\ndef c():\n  pass\n");
    assertThat(outline.exact()).isFalse();
    assertThat(outline.declarations()).extracting(Declaration::name).contains("a", "b", "c");
  }

  private static void check(SourceReader reader, String text, String... expected) {
    assertThat(reader.read(text).exact()).isTrue();
    checkNames(reader, text, expected);
  }

  private static void checkNames(SourceReader reader, String text, String... expected) {
    Outline outline = reader.read(text);
    assertThat(outline.declarations())
        .extracting(d -> d.kind() + " " + outline.qualifiedName(d))
        .containsExactly(expected);
    assertThat(outline.declarations())
        .allSatisfy(d -> assertThat(slice(text, d.nameRange())).isEqualTo(d.name()));
  }

  private static Declaration find(SourceReader reader, String text, String name) {
    return reader.read(text).declarations().stream()
        .filter(d -> d.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> calls(SourceReader reader, String text) {
    Mentions mentions = reader.read(text).mentions();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < mentions.size(); i++) {
      if (mentions.isCall(i)) {
        names.add(text.substring(mentions.start(i), mentions.end(i)));
      }
    }
    return names;
  }

  private static String slice(String text, dev.stepwise.edit.TextRange range) {
    return text.substring(range.start(), range.end());
  }
}
