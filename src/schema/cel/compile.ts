import type { ASTNode } from '@marcbachmann/cel-js';
import { access, index, isPresent, optionalAccess } from './access.ts';
import { spend } from './budget.ts';
import { attempt, type Evaluate, type Names, throwWorst, truth } from './evaluate.ts';
import { NoVerdict } from './failure.ts';
import { functionOf } from './functions.ts';
import { macroOf } from './macros.ts';
import { mapOf } from './maps.ts';
import { negate, operators } from './operators.ts';
import { parseExpression } from './parse.ts';
import { literal, mentions, qualifiedName, typeOf } from './syntax.ts';
import { asKind, listOf, type Value } from './value.ts';

/** An expression that is ready to be evaluated. */
export interface Compiled {
  readonly evaluate: Evaluate;
  readonly usesOldSelf: boolean;
}

export const selfSlot = 0;
export const oldSelfSlot = 1;

const longest = 20_000;
const ofRules = namesFrom(['self', 'oldSelf']);

/** The variables of an expression, in the slots in which they are given. */
export function namesFrom(variables: readonly string[]): Names {
  return { slotOf: new Map(variables.map((name, slot) => [name, slot])), next: variables.length };
}

/**
 * An expression over variables, `self` and `oldSelf` unless others are given. cel-js reads it; its evaluator is not used, as it knows no limit of cost, has
 * JavaScript's regular expressions and UTF-16 indices, and does not let its functions be replaced.
 *
 * @throws {NoVerdict} where it cannot be read or calls what is not supported
 */
export function compile(expression: string, names = ofRules): Compiled {
  if (expression.length > longest) throw new NoVerdict('an expression too long');
  const ast = parse(expression);
  return { evaluate: node(ast, names), usesOldSelf: mentions(ast, 'oldSelf') };
}

function parse(expression: string): ASTNode {
  try {
    return parseExpression(expression);
  } catch (error) {
    throw new NoVerdict(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

/** The evaluation of a node; macros call it for their bodies with more names. */
function node(ast: ASTNode, names: Names): Evaluate {
  const evaluate = make(ast, names);
  return (scope) => {
    spend(scope.budget, 1);
    return evaluate(scope);
  };
}

function make(ast: ASTNode, names: Names): Evaluate {
  switch (ast.op) {
    case 'value':
      return constant(literal(ast.args));
    case 'id':
      return identifier(ast.args, names);
    case '.':
      return field(ast.args, names);
    case '.?': {
      const [range, name] = ast.args;
      const value = node(range, names);
      return (scope) => optionalAccess(value(scope), name);
    }
    case '[]': {
      const [range, key] = both(ast.args, names);
      return (scope) => index(range(scope), key(scope));
    }
    case '[?]': {
      const [range, key] = both(ast.args, names);
      return (scope) => optionalAccess(range(scope), key(scope));
    }
    case 'call':
      return call(ast.args[0], ast.args[1], names);
    case 'rcall':
      return method(ast.args[0], ast.args[1], ast.args[2], names);
    case 'list': {
      const items = ast.args.map((item) => node(item, names));
      return (scope) => {
        spend(scope.budget, 5);
        return listOf(items.map((item) => item(scope)));
      };
    }
    case 'map': {
      const entries = ast.args.map((entry) => both(entry, names));
      return (scope) => mapOf(entries.map(([key, value]) => [key(scope), value(scope)]));
    }
    case '?:': {
      const [condition, then, otherwise] = ast.args.map((part) => node(part, names));
      if (condition === undefined || then === undefined || otherwise === undefined) throw new NoVerdict('?:');
      return (scope) => (truth(condition(scope)) ? then(scope) : otherwise(scope));
    }
    case '||':
      return decided(ast.args, true, names);
    case '&&':
      return decided(ast.args, false, names);
    case '!_': {
      const value = node(ast.args, names);
      return (scope) => !truth(value(scope));
    }
    case '-_': {
      const value = node(ast.args, names);
      return (scope) => negate(value(scope));
    }
    default:
      return operator(ast.op, ast.args, names);
  }
}

function operator(name: string, operands: readonly [ASTNode, ASTNode], names: Names): Evaluate {
  const [left, right] = both(operands, names);
  const apply = operators[name];
  if (apply === undefined) throw new NoVerdict(`unknown operator: ${name}`);
  return (scope) => apply(left(scope), right(scope), scope.budget);
}

function both(operands: readonly [ASTNode, ASTNode], names: Names): readonly [Evaluate, Evaluate] {
  return [node(operands[0], names), node(operands[1], names)];
}

function constant(value: Value): Evaluate {
  return () => value;
}

function identifier(name: string, names: Names): Evaluate {
  const slot = names.slotOf.get(name);
  if (slot !== undefined) return ({ slots }) => slots[slot] ?? null;
  const type = typeOf(name);
  if (type !== undefined) return constant(type);
  throw new NoVerdict(`unknown identifier: ${name}`);
}

function field([range, name]: readonly [ASTNode, string], names: Names): Evaluate {
  const type = typeOf(`${qualifiedName(range) ?? ''}.${name}`);
  if (type !== undefined) return constant(type);
  const value = node(range, names);
  return (scope) => access(value(scope), name);
}

function call(name: string, args: readonly ASTNode[], names: Names): Evaluate {
  if (name === 'has') return presence(args, names);
  return apply(name, args, names);
}

function method(name: string, receiver: ASTNode, args: readonly ASTNode[], names: Names): Evaluate {
  if (receiver.op === 'id' && !names.slotOf.has(receiver.args)) return apply(`${receiver.args}.${name}`, args, names);
  const macro = macroOf(name, args.length);
  if (macro !== undefined) return macro(receiver, args, names, node);
  const alternative = args[0];
  if (args.length === 1 && alternative !== undefined && (name === 'or' || name === 'orValue')) {
    return otherwise(node(receiver, names), node(alternative, names), name === 'or');
  }
  return apply(`.${name}`, [receiver, ...args], names);
}

function apply(name: string, args: readonly ASTNode[], names: Names): Evaluate {
  const count = name.startsWith('.') ? args.length - 1 : args.length;
  const found = functionOf(name, count);
  if (found === undefined) throw new NoVerdict(`unknown function: ${name.replace(/^\./, '')} with ${count} arguments`);
  const values = args.map((arg) => node(arg, names));
  return (scope) =>
    found(
      values.map((value) => value(scope)),
      scope.budget,
    );
}

/** `has(self.a.b)`: whether the last field is there. */
function presence(args: readonly ASTNode[], names: Names): Evaluate {
  const [selection] = args;
  if (selection?.op !== '.' && selection?.op !== '.?') throw new NoVerdict('invalid argument to has()');
  const [range, name] = selection.args;
  const value = node(range, names);
  return (scope) => isPresent(value(scope), name);
}

function otherwise(optional: Evaluate, alternative: Evaluate, keepsOptional: boolean): Evaluate {
  return (scope) => {
    const value = asKind(optional(scope), 'optional');
    if (value.value === undefined) return alternative(scope);
    return keepsOptional ? value : value.value;
  };
}

/**
 * `||` and `&&`: an operand that decides does so whatever the other one is, an error included. Of two errors a missing
 * verdict counts more, so that no failure is claimed by guess.
 */
function decided(operands: readonly [ASTNode, ASTNode], by: boolean, names: Names): Evaluate {
  const [left, right] = both(operands, names);
  return (scope) => {
    const first = attempt(left, scope);
    if (first === by) return by;
    const second = attempt(right, scope);
    if (second === by) return by;
    throwWorst(first, second);
    return !by;
  };
}
