/**
 * The addon hands TensorFlow every kind of attribute but lists of strings and of types, which is how an operation is told what is fused
 * into a convolution. Before it is compiled, the two cases learn lists.
 */
import fs from 'node:fs/promises';

/** Changes the addon's source in place. Throws when it is not the source that we know. */
export async function acceptLists(file: string): Promise<void> {
  let text = await fs.readFile(file, 'utf8');
  for (const [start, addition] of Object.entries({ 'case TF_ATTR_STRING: {': STRINGS, 'case TF_ATTR_TYPE: {': TYPES })) {
    if (text.split(start).length !== 2) throw new Error(`the source of the addon is not as expected: ${start} should be there once`);
    text = text.replace(start, `${start}\n${addition}`);
  }
  await fs.writeFile(file, text);
}

const STRINGS = `
      if (IsArray(env, nstatus, &js_value)) {
        uint32_t length;
        nstatus = napi_get_array_length(env, js_value, &length);
        ENSURE_NAPI_OK(env, nstatus);
        std::vector<std::string> strings(length);
        std::vector<const void *> starts(length);
        std::vector<size_t> lengths(length);
        for (uint32_t i = 0; i < length; ++i) {
          napi_value element;
          nstatus = napi_get_element(env, js_value, i, &element);
          ENSURE_NAPI_OK(env, nstatus);
          nstatus = GetStringParam(env, element, strings[i]);
          ENSURE_NAPI_OK(env, nstatus);
          starts[i] = strings[i].data();
          lengths[i] = strings[i].size();
        }
        TFE_OpSetAttrStringList(tfe_op, attr_name, starts.data(), lengths.data(), static_cast<int>(length));
        break;
      }
`;

const TYPES = `
      if (IsArray(env, nstatus, &js_value)) {
        uint32_t length;
        nstatus = napi_get_array_length(env, js_value, &length);
        ENSURE_NAPI_OK(env, nstatus);
        std::vector<TF_DataType> types(length);
        for (uint32_t i = 0; i < length; ++i) {
          napi_value element;
          nstatus = napi_get_element(env, js_value, i, &element);
          ENSURE_NAPI_OK(env, nstatus);
          int32_t type;
          nstatus = napi_get_value_int32(env, element, &type);
          ENSURE_NAPI_OK(env, nstatus);
          types[i] = static_cast<TF_DataType>(type);
        }
        TFE_OpSetAttrTypeList(tfe_op, attr_name, types.data(), static_cast<int>(length));
        break;
      }
`;
