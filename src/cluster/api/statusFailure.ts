import { failureOf, messageOf } from '../../base/failure.ts';
import { asObjects, asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import type { ClusterFailure, ClusterFailureCode } from './api.ts';

const codeOfStatus: Readonly<Record<number, ClusterFailureCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  410: 'gone',
  429: 'tooManyRequests',
};

/** The failure that an HTTP status (400 or higher) stands for. */
export function codeOfHttpStatus(status: number): ClusterFailureCode {
  return codeOfStatus[status] ?? (status >= 500 ? 'server' : 'invalid');
}

/** A meta/v1 Status object, as the API server sends it with an error or as a watch's last event, as a failure. */
export function failureOfStatus(status: JsonObject): ClusterFailure {
  const code = typeof status['code'] === 'number' ? status['code'] : 500;
  const message = typeof status['message'] === 'string' ? status['message'] : `status ${code}`;
  const reason = typeof status['reason'] === 'string' ? status['reason'] : undefined;
  const fields = asObjects(valueAt(status, 'details', 'causes')).flatMap(({ field }) => asText(field) ?? []);
  return {
    code: codeOfHttpStatus(code),
    status: code,
    message,
    ...(reason !== undefined && { reason }),
    ...(fields.length > 0 && { fields }),
  };
}

/** What any error thrown by the transport or around it means; an unexpected one is a `protocol` failure. */
export function asClusterFailure(error: unknown): ClusterFailure {
  return (failureOf(error) as ClusterFailure | undefined) ?? { code: 'protocol', message: messageOf(error) };
}
