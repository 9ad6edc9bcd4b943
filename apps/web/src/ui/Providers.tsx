'use client';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { Provider as GraphQLProvider } from 'urql';
import { graphqlClient } from '../lib/graphql-client.ts';
import { cssVariables, theme } from './theme.ts';
import { Toasts } from './Toasts.tsx';

export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <GraphQLProvider value={graphqlClient}>
        {children}
        <Toasts />
      </GraphQLProvider>
    </MantineProvider>
  );
}
