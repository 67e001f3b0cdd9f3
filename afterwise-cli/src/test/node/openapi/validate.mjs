// Says whether a file is a valid OpenAPI document, and what is wrong with it.
import {Validator} from '@seriousme/openapi-schema-validator';
import {readFileSync} from 'node:fs';

const result = await new Validator().validate(JSON.parse(readFileSync(process.argv[2], 'utf8')));
console.log(result.valid, JSON.stringify(result.errors ?? []));
